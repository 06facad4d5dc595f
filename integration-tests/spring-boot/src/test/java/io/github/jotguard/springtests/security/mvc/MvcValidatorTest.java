package io.github.jotguard.springtests.security.mvc;

import io.github.jotguard.springtests.ValidatorContract;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** With a chain of the application's own. */
class MvcValidatorTest extends ValidatorContract {

    @Override
    protected Class<?> configuration() {
        return WithValidators.class;
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({MvcSecurityApplication.class, Revocation.class})
    static class WithValidators {}
}
