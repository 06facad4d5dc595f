package io.github.jotguard.springtests.security.mvc;

import io.github.jotguard.springtests.SecuredSettingsContract;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** With a chain of the application's own. */
class MvcSecuredSettingsTest extends SecuredSettingsContract {

    @Override
    protected Class<?> configuration() {
        return MvcSecurityApplication.class;
    }

    @Override
    protected Class<?> decoderType() {
        return JwtDecoder.class;
    }
}
