package io.github.jotguard.servlet;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.bearer.AuthScheme;
import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.bearer.BearerErrorException;
import io.github.jotguard.bearer.BoundTokenVerifier;
import io.github.jotguard.bearer.Credentials;
import io.github.jotguard.logging.Interrupts;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.logging.RateLimitedLogger;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates the caller of a request by its token. Every failure rejects the request. It logs the class of a failure
 * only, because a message may quote a claim. Immutable and thread-safe.
 */
final class TokenAuthenticator {

    private final BoundTokenVerifier verifier;
    private final BearerCredentials credentials;
    private final Function<? super VerifiedJwt, ? extends Optional<? extends Principal>> principals;
    private final NamesInClaims roles;
    private final RateLimitedLogger failedVerifications = RateLimitedLogger.of(LoggerNames.SERVLET);
    private final RateLimitedLogger failedLookUps = RateLimitedLogger.of(LoggerNames.SERVLET);

    TokenAuthenticator(
            BoundTokenVerifier verifier,
            BearerCredentials credentials,
            Function<? super VerifiedJwt, ? extends Optional<? extends Principal>> principals,
            NamesInClaims roles) {
        this.verifier = verifier;
        this.credentials = credentials;
        this.principals = principals;
        this.roles = roles;
    }

    /**
     * Verifies the token of a request and returns its caller.
     *
     * @return the caller, or null if there is no token
     * @throws RequestRejection for every failure of any kind: no exception here may lead to the application
     */
    @Nullable
    AuthenticatedCaller check(HttpServletRequest request) throws RequestRejection {
        Credentials sent = credentials.find(request);
        return sent == null ? null : identify(verify(sent, request), sent.scheme());
    }

    /**
     * Keeps what a proof of possession is checked against, before the request is dispatched to another path.
     */
    void observe(HttpServletRequest request) {
        if (verifier.takesDpop()) {
            OriginalRequest.of(request);
        }
    }

    /** Gives the client of an accepted request the nonce for its next proof (RFC 9449 §8.2). */
    void giveNonce(AuthenticatedCaller caller, HttpServletResponse response) {
        if (caller.scheme() == AuthScheme.DPOP) {
            verifier.nonce().ifPresent(nonce -> {
                response.setHeader("Cache-Control", "no-store");
                response.setHeader("DPoP-Nonce", nonce);
            });
        }
    }

    /** Returns the trusted issuers and the sources of their keys, or the class of what a key source throws. */
    String trusted() {
        try {
            return describedIssuers();
        } catch (Throwable failure) {
            Interrupts.keep(failure);
            return "unknown (" + failure.getClass().getName() + ")";
        }
    }

    private String describedIssuers() {
        return new TreeMap<>(verifier.tokens().status().issuers())
                .entrySet().stream()
                        .map(issuer -> PublicAddress.of(issuer.getKey()) + " (keys: "
                                + PublicAddress.of(issuer.getValue().source()) + ")")
                        .collect(Collectors.joining(", "));
    }

    private VerifiedJwt verify(Credentials sent, HttpServletRequest request) throws RequestRejection {
        try {
            return verifier.verify(sent, new ServletEvidence(request));
        } catch (BearerErrorException rejected) {
            throw new RequestRejection(rejected.error());
        } catch (Throwable failure) {
            Interrupts.keep(failure);
            failedVerifications.warn(
                    "Verifying a token failed, so the request is rejected: {}",
                    failure.getClass().getName());
            throw new RequestRejection(BearerError.temporarilyUnavailable());
        }
    }

    private AuthenticatedCaller identify(VerifiedJwt jwt, AuthScheme scheme) throws RequestRejection {
        Optional<? extends Principal> principal;
        try {
            principal = principals.apply(jwt);
            if (principal != null) {
                principal = principal.map(Principal.class::cast); // a function of init-params may return anything
            }
        } catch (Throwable failure) {
            Interrupts.keep(failure);
            failedLookUps.warn(
                    "Finding the user of a token failed, so the request is rejected: {}",
                    failure.getClass().getName());
            throw new RequestRejection(BearerError.temporarilyUnavailable(), jwt);
        }
        if (principal == null || principal.isEmpty()) {
            throw new RequestRejection(BearerError.userNotFound().under(scheme), jwt);
        }
        return new AuthenticatedCaller(jwt, scheme, principal.get(), roles.of(jwt));
    }
}
