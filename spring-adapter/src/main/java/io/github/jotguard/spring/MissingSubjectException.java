package io.github.jotguard.spring;

import io.github.jotguard.bearer.BearerError;
import org.springframework.security.oauth2.jwt.BadJwtException;

/** Signals a valid token without subject, with which Spring Security would have a caller without a name. */
final class MissingSubjectException extends BadJwtException {

    private static final long serialVersionUID = 1L;

    MissingSubjectException() {
        super(BearerError.userNotFound().detail());
    }
}
