package io.github.jotguard.springtests.plain;

import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.DpopBeanContract;

/** Without Spring Security, in Spring MVC and in WebFlux. */
class PlainDpopBeanTest extends DpopBeanContract {

    @Override
    protected Class<?> configuration() {
        return Application.class;
    }
}
