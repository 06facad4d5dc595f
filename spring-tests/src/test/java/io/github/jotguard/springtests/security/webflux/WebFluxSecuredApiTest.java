package io.github.jotguard.springtests.security.webflux;

import io.github.jotguard.springtests.SecuredApiContract;

/** With Spring Security and a chain of the application's own. */
class WebFluxSecuredApiTest extends SecuredApiContract {

    @Override
    protected Class<?> configuration() {
        return WebFluxSecurityApplication.class;
    }
}
