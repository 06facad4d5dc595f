package io.github.jotguard.springtests.security.webflux;

import io.github.jotguard.springtests.OutageContract;

/** With Spring Security. */
class WebFluxOutageTest extends OutageContract {

    @Override
    protected Class<?> configuration() {
        return WebFluxSecurityApplication.class;
    }
}
