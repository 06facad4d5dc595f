package io.github.jotguard.springtests.security.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.WebFluxSlice;
import org.junit.jupiter.api.Test;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.test.context.ContextConfiguration;

/** A slice with the chain of Spring Boot. */
@WebFluxSlice
@ContextConfiguration(classes = Application.class)
class WebFluxStockSliceTest extends WebFluxSliceContract {

    @Test
    void usesTheChainOfSpringBoot() {
        String[] chains = context.getBeanNamesForType(SecurityWebFilterChain.class);
        assertThat(chains).hasSize(1);
        assertThat(chains[0]).isIn("reactiveJwtSecurityFilterChain", "springSecurityFilterChain");
    }
}
