package io.github.jotguard.spring;

import org.springframework.security.oauth2.jwt.BadJwtException;

/** A good token that names nobody, so that Spring Security would have a caller without a name. */
final class NobodyNamedException extends BadJwtException {

    private static final long serialVersionUID = 1L;

    NobodyNamedException() {
        super(Problem.userNotFound(JotguardProperties.UnknownUser.UNAUTHORIZED).detail());
    }
}
