package io.github.jotguard.spring.problem;

import io.github.jotguard.RejectionReason;
import java.util.Collection;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/**
 * Signals that a validator of the application has rejected a token that the verifier accepts. Listeners find the
 * validator's errors in it; clients receive the fixed message alone.
 *
 * <p>Internal: may change without notice.
 */
public final class ValidatorRejection extends JwtValidationException {

    private static final long serialVersionUID = 1L;

    public ValidatorRejection(Collection<OAuth2Error> errors) {
        super(RejectionReason.CLAIM_REJECTED.description(), errors);
    }
}
