package io.github.jotguard.springtests.security.webflux;

import io.github.jotguard.springtests.SecretContract;

/** With Spring Security. */
class WebFluxSecretTest extends SecretContract {

    @Override
    protected Class<?> configuration() {
        return WebFluxSecurityApplication.class;
    }
}
