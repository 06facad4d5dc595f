package io.github.jotguard.interop;

import org.springframework.boot.WebApplicationType;

/** WebFlux on Netty. */
class WebFluxStackTest extends StackContract {

    @Override
    Application start(Settings settings, TlsServer tls) {
        return SpringApplicationUnderTest.start(
                WebApplicationType.REACTIVE, SpringApplicationUnderTest.Pages.class, settings, tls);
    }
}
