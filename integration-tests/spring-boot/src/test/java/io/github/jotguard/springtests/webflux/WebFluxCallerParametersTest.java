package io.github.jotguard.springtests.webflux;

import io.github.jotguard.springtests.Application;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.config.WebFluxConfigurationSupport;

/** With a configuration of the application in place of Spring Boot's. */
class WebFluxCallerParametersTest extends ReactiveCallerParametersContract {

    @Override
    protected List<Class<?>> configurations() {
        return List.of(Application.class, OwnWebFlux.class, MonoApi.class);
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnWebFlux extends WebFluxConfigurationSupport {}
}
