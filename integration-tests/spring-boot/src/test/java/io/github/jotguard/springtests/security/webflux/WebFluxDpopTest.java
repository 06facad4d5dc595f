package io.github.jotguard.springtests.security.webflux;

import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.DpopContract;

/** With Spring Security and the chain of Spring Boot. */
class WebFluxDpopTest extends DpopContract {

    @Override
    protected Class<?> configuration() {
        return Application.class;
    }
}
