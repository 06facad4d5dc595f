package io.github.jotguard.springtests.plain;

import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.OutageContract;

/** Without Spring Security. */
class PlainOutageTest extends OutageContract {

    @Override
    protected Class<?> configuration() {
        return Application.class;
    }
}
