package io.github.jotguard.springtests.webflux;

import io.github.jotguard.springtests.Application;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.config.EnableWebFlux;

/** With {@code @EnableWebFlux}. */
class WebFluxEnabledTest extends ReactiveCallerParametersContract {

    @Override
    protected List<Class<?>> configurations() {
        return List.of(Application.class, OwnWebFlux.class, MonoApi.class);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebFlux
    static class OwnWebFlux {}
}
