package io.github.jotguard.springtests.security.mvc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.MvcSlice;
import org.junit.jupiter.api.Test;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.context.ContextConfiguration;

/** A slice with the chain of Spring Boot. */
@MvcSlice
@ContextConfiguration(classes = Application.class)
class MvcStockSliceTest extends MvcSliceContract {

    @Test
    void usesTheChainOfSpringBoot() {
        assertThat(context.getBeanNamesForType(SecurityFilterChain.class)).containsExactly("jwtSecurityFilterChain");
    }
}
