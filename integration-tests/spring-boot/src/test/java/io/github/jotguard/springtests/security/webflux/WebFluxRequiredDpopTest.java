package io.github.jotguard.springtests.security.webflux;

import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.RequiredDpopContract;

/** With Spring Security and the chain of Spring Boot. */
class WebFluxRequiredDpopTest extends RequiredDpopContract {

    @Override
    protected Class<?> configuration() {
        return Application.class;
    }
}
