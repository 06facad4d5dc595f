package io.github.jotguard.spring.security;

import io.github.jotguard.JwtRejectedException;
import io.github.jotguard.KeysUnavailableException;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.bearer.BearerErrorException;
import io.github.jotguard.logging.Interrupts;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.logging.RateLimitedLogger;
import io.github.jotguard.spring.problem.MissingSubjectException;
import io.github.jotguard.spring.problem.ValidatorRejection;
import io.github.jotguard.spring.problem.VerificationFailedException;
import java.util.List;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Verifies tokens for Spring Security with a verifier of ours. The message of an exception may become
 * {@code error_description}, so it is a fixed one.
 *
 * <p>Internal: may change without notice.
 */
public final class VerifyingJwtDecoder implements JwtDecoder {

    private static final RateLimitedLogger FAILURES = RateLimitedLogger.of(LoggerNames.SPRING);

    private final TokenVerification verification;
    private final String nameClaim;
    private final List<OAuth2TokenValidator<Jwt>> validators;

    /**
     * Creates the decoder.
     *
     * @param verification verifies a token, for {@link #decode(String)}
     * @param nameClaim the claim that holds the name of the caller for Spring Security
     * @param validators of the application, for tokens that the verifier accepts
     */
    public VerifyingJwtDecoder(
            TokenVerification verification, String nameClaim, List<OAuth2TokenValidator<Jwt>> validators) {
        this.verification = verification;
        this.nameClaim = nameClaim;
        this.validators = List.copyOf(validators);
    }

    /**
     * Verifies a token.
     *
     * @throws BadJwtException if the token is rejected: 401
     * @throws JwtException if it cannot be verified: 503
     */
    @Override
    public Jwt decode(String token) {
        return decode(token, verification);
    }

    /**
     * Verifies a token with the proofs of one request.
     *
     * @throws BadJwtException if the token is rejected: 401
     * @throws JwtException if it cannot be verified: 503
     */
    public Jwt decode(String token, TokenVerification ofRequest) {
        try {
            VerifiedJwt jwt = ofRequest.verify(token);
            if (!namesSomebody(jwt)) {
                throw new MissingSubjectException();
            }
            Jwt springJwt = VerifiedSpringJwt.of(token, jwt);
            validate(springJwt);
            return springJwt;
        } catch (MissingSubjectException | ValidatorRejection rejected) {
            throw rejected;
        } catch (BearerErrorException rejected) {
            throw rejected.error().isUnavailable()
                    ? new JwtException(rejected.error().detail(), rejected)
                    : new BadJwtException(rejected.error().detail(), rejected);
        } catch (JwtRejectedException rejected) {
            throw new BadJwtException(rejected.reason().description(), rejected);
        } catch (KeysUnavailableException unavailable) {
            throw new JwtException(BearerError.of(unavailable).detail(), unavailable);
        } catch (Throwable failure) {
            Interrupts.keep(failure);
            throw unverified(new VerificationFailedException(failure));
        }
    }

    /** Returns whether the application has validators, which may block. */
    boolean hasValidators() {
        return !validators.isEmpty();
    }

    /** Calls all validators, as Spring Security does. */
    private void validate(Jwt jwt) {
        List<OAuth2Error> errors = validators.stream()
                .map(validator -> validator.validate(jwt))
                .filter(OAuth2TokenValidatorResult::hasErrors)
                .flatMap(result -> result.getErrors().stream())
                .toList();
        if (!errors.isEmpty()) {
            throw new ValidatorRejection(errors);
        }
    }

    /** Returns whether a caller would have a name, which Spring Security does not require. */
    private boolean namesSomebody(VerifiedJwt jwt) {
        Object name = jwt.claims().get(nameClaim);
        return name != null && !name.toString().isBlank();
    }

    public static JwtException unverified(VerificationFailedException failure) {
        FAILURES.warn("Verifying a token failed, so the request is rejected: {}", failure.getMessage());
        return new JwtException("The token cannot be verified at the moment", failure);
    }
}
