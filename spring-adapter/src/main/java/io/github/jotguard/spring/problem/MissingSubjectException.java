package io.github.jotguard.spring.problem;

import io.github.jotguard.bearer.BearerError;
import org.springframework.security.oauth2.jwt.BadJwtException;

/**
 * Signals a valid token without subject, with which Spring Security would have a caller without a name.
 *
 * <p>Internal: may change without notice.
 */
public final class MissingSubjectException extends BadJwtException {

    private static final long serialVersionUID = 1L;

    public MissingSubjectException() {
        super(BearerError.userNotFound().detail());
    }
}
