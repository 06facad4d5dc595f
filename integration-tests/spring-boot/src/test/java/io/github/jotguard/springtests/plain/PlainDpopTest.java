package io.github.jotguard.springtests.plain;

import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.DpopContract;

/** Without Spring Security. */
class PlainDpopTest extends DpopContract {

    @Override
    protected Class<?> configuration() {
        return Application.class;
    }
}
