package io.github.jotguard.interop;

import org.junit.jupiter.api.Tag;
import org.springframework.boot.WebApplicationType;

/** WebFlux with the chain that Spring Boot gives Spring Security. */
@Tag("security")
class SecuredWebFluxStackTest extends StackContract {

    @Override
    Application start(Settings settings, TlsServer tls) {
        return SpringApplicationUnderTest.start(
                WebApplicationType.REACTIVE, SpringApplicationUnderTest.Pages.class, settings, tls);
    }
}
