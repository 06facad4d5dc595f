package io.github.jotguard.springtests.security.webflux;

import io.github.jotguard.springtests.SecuredSettingsContract;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;

/** With a chain of the application's own. */
class WebFluxSecuredSettingsTest extends SecuredSettingsContract {

    @Override
    protected Class<?> configuration() {
        return WebFluxSecurityApplication.class;
    }

    @Override
    protected Class<?> decoderType() {
        return ReactiveJwtDecoder.class;
    }
}
