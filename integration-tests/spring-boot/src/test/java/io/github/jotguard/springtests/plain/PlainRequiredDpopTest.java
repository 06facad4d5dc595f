package io.github.jotguard.springtests.plain;

import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.RequiredDpopContract;

/** Without Spring Security. */
class PlainRequiredDpopTest extends RequiredDpopContract {

    @Override
    protected Class<?> configuration() {
        return Application.class;
    }
}
