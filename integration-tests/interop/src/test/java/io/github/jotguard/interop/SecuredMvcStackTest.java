package io.github.jotguard.interop;

import org.junit.jupiter.api.Tag;

/** Spring MVC with Spring Security, whose chain verifies the proofs and writes the challenges. */
@Tag("security")
class SecuredMvcStackTest extends StackContract {

    @Override
    Application start(Settings settings, TlsServer tls) {
        return SecuredMvcApplication.start(settings, tls);
    }

    @Override
    String verdictFor(String reason) {
        return SecuredMvcApplication.REJECTED;
    }
}
