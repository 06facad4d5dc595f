package io.github.jotguard.springtests.security.webflux;

import io.github.jotguard.springtests.ValidatorContract;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** With a chain of the application's own. */
class WebFluxValidatorTest extends ValidatorContract {

    @Override
    protected Class<?> configuration() {
        return WithValidators.class;
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({WebFluxSecurityApplication.class, Revocation.class})
    static class WithValidators {}
}
