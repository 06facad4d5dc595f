package io.github.jotguard.springtests.security.webflux;

import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.DpopBeanContract;

/** With Spring Security and the chain of Spring Boot. */
class WebFluxDpopBeanTest extends DpopBeanContract {

    @Override
    protected Class<?> configuration() {
        return Application.class;
    }
}
