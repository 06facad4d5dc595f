package io.github.jotguard.springtests.plain;

import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.ResourceContract;

/** Without Spring Security. */
class PlainResourceTest extends ResourceContract {

    @Override
    protected Class<?> configuration() {
        return Application.class;
    }
}
