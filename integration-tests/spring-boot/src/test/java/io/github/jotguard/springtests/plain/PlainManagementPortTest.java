package io.github.jotguard.springtests.plain;

import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.ManagementPortContract;

/** Without Spring Security. */
class PlainManagementPortTest extends ManagementPortContract {

    @Override
    protected Class<?> configuration() {
        return Application.class;
    }
}
