package io.github.jotguard.springtests.security.webflux;

import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.ResourceContract;

/** With Spring Security and the chain of Spring Boot. */
class WebFluxResourceTest extends ResourceContract {

    @Override
    protected Class<?> configuration() {
        return Application.class;
    }
}
