package io.github.jotguard.springtests.security.mvc;

import io.github.jotguard.springtests.OutageContract;

/** With Spring Security. */
class MvcOutageTest extends OutageContract {

    @Override
    protected Class<?> configuration() {
        return MvcSecurityApplication.class;
    }
}
