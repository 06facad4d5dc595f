package io.github.jotguard.bearer;

import io.github.jotguard.JwtRejectedException;
import io.github.jotguard.JwtVerificationException;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.RejectionReason;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.dpop.DpopRejectedException;
import io.github.jotguard.dpop.DpopRejection;
import io.github.jotguard.dpop.DpopRequest;
import io.github.jotguard.dpop.DpopSettings;
import io.github.jotguard.dpop.DpopVerifier;
import io.github.jotguard.dpop.ReplayStoreException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the token of a request together with what binds it to its sender: a DPoP proof (RFC 9449) or a client
 * certificate (RFC 8705). Immutable and thread-safe.
 */
public final class BoundTokenVerifier {

    private final JwtVerifier tokens;
    private final @Nullable DpopVerifier dpop;

    private BoundTokenVerifier(JwtVerifier tokens, @Nullable DpopVerifier dpop) {
        this.tokens = tokens;
        this.dpop = dpop;
    }

    /** Creates a verifier; with the mode {@link DpopMode#REJECT} the scheme {@code DPoP} is unknown. */
    public static BoundTokenVerifier of(JwtVerifier tokens, DpopSettings settings) {
        return new BoundTokenVerifier(tokens, settings.mode() == DpopMode.REJECT ? null : new DpopVerifier(settings));
    }

    /**
     * Verifies a token.
     *
     * @param credentials with the scheme {@code DPoP} only if {@link #takesDpop()}
     * @throws BearerErrorException for every reason to reject the request, and with 503 if that cannot be decided
     */
    public VerifiedJwt verify(Credentials credentials, BindingEvidence evidence) throws BearerErrorException {
        try {
            return credentials.scheme() == AuthScheme.DPOP
                    ? verifyDpop(credentials.token(), evidence)
                    : verifyBearer(credentials.token(), evidence);
        } catch (DpopRejectedException rejected) {
            throw new BearerErrorException(BearerError.rejected(rejected.rejection()));
        } catch (JwtVerificationException failure) {
            throw new BearerErrorException(BearerError.of(failure).under(credentials.scheme()));
        } catch (ReplayStoreException unknown) {
            throw new BearerErrorException(BearerError.temporarilyUnavailable());
        }
    }

    /**
     * Verifies a token of the scheme {@code Bearer} if that is possible without waiting, with the verdict of
     * {@link #verify}. It decides about no other token, and about none if DPoP is required.
     *
     * @return empty if {@link #verify} has to decide, on a thread that may block
     * @throws BearerErrorException if the text of the token alone is a reason to reject the request
     */
    public Optional<VerifiedJwt> tryVerify(Credentials credentials, BindingEvidence evidence)
            throws BearerErrorException {
        if (credentials.scheme() != AuthScheme.BEARER || requiresDpop()) {
            return Optional.empty();
        }
        try {
            return tokens.tryVerify(credentials.token(), new CertificateProof(evidence));
        } catch (JwtRejectedException rejected) {
            throw new BearerErrorException(BearerError.of(rejected).under(credentials.scheme()));
        }
    }

    private boolean requiresDpop() {
        return dpop != null && dpop.settings().mode() == DpopMode.REQUIRE;
    }

    private VerifiedJwt verifyDpop(String token, BindingEvidence evidence) {
        if (dpop == null) {
            throw new IllegalStateException("The scheme DPoP is not taken");
        }
        DpopRequest request = new DpopRequest(token, evidence.proofs(), evidence.method(), evidence.uri());
        return dpop.verify(tokens, request, new CertificateProof(evidence), evidence.recordedProofs());
    }

    /** Verifies a token without a DPoP proof, which must not be bound to a DPoP key (RFC 9449 §7.2). */
    private VerifiedJwt verifyBearer(String token, BindingEvidence evidence) throws BearerErrorException {
        VerifiedJwt jwt = tokens.verify(token, new CertificateProof(evidence));
        if (requiresDpop()) {
            throw new BearerErrorException(
                    DpopVerifier.isBound(jwt)
                            ? BearerError.rejected(RejectionReason.SENDER_CONSTRAINED)
                            : BearerError.rejected(DpopRejection.NOT_BOUND));
        }
        return jwt;
    }

    /** Returns whether the scheme {@code DPoP} is taken. */
    public boolean takesDpop() {
        return dpop != null;
    }

    /** Returns the announcement of the scheme {@code DPoP}, or null if it is not taken. */
    public @Nullable DpopChallenge challenge() {
        return dpop == null ? null : DpopChallenge.of(dpop.settings());
    }

    /**
     * Returns the value of {@code DPoP-Nonce} for responses with status 401, and for accepted requests with the scheme
     * {@code DPoP} (RFC 9449 §8.2, §9).
     *
     * @return empty if proofs need no nonce
     */
    public Optional<String> nonce() {
        return dpop == null ? Optional.empty() : dpop.nonce();
    }

    /** Returns the verifier of tokens. */
    public JwtVerifier tokens() {
        return tokens;
    }
}
