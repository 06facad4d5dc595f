package io.github.jotguard.dpop;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.ProofOfPossession;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.logging.Interrupts;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.logging.RateLimitedLogger;
import io.github.jotguard.logging.SafeLogging;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies tokens that are bound to a DPoP key, together with the proof of the request (RFC 9449 §4.3, §7.1). Immutable
 * and thread-safe: build one for an application and keep it.
 *
 * <p>The cheap checks come first, then the token, then the signature of the proof, and the replay store last. Only a
 * request with a valid token and a valid proof reaches the store.
 */
public final class DpopVerifier {

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.VERIFICATION);
    private static final RateLimitedLogger STORE_FAILURES = RateLimitedLogger.of(LoggerNames.VERIFICATION);

    /** The member of {@code cnf} (RFC 9449 §6.1). */
    private static final String KEY_THUMBPRINT = "jkt";

    private final DpopSettings settings;
    private final ProofRules rules;
    private final ProofSignatures signatures;
    private final AtomicBoolean hasWarned = new AtomicBoolean();

    /**
     * Creates a verifier. It can be used with several {@link JwtVerifier}s.
     *
     * @param settings the rules for proofs
     */
    public DpopVerifier(DpopSettings settings) {
        this.settings = requireNonNull(settings, "settings");
        this.rules = new ProofRules(settings);
        this.signatures = new ProofSignatures(settings.algorithms());
    }

    /** Returns the settings. */
    public DpopSettings settings() {
        return settings;
    }

    /**
     * Verifies the token of a request with the scheme {@code DPoP} and its proof.
     *
     * @param tokens the verifier of the token
     * @param request the token, the proofs and the parts of the request that a proof names
     * @return the verified token, which is bound to the key of the proof
     * @throws DpopRejectedException if the proof is not valid or lacks a nonce, or the token is not bound; respond with
     *     401
     * @throws io.github.jotguard.JwtRejectedException if the token is not acceptable or is bound to another key;
     *     respond with 401
     * @throws io.github.jotguard.KeysUnavailableException if the keys needed to verify the token are unavailable;
     *     respond with 503
     * @throws ReplayStoreException if the replay store is full or fails; respond with 503
     */
    public VerifiedJwt verify(JwtVerifier tokens, DpopRequest request) {
        return verify(tokens, request, ProofOfPossession.NONE, new RecordedProofs());
    }

    /**
     * Verifies the token of a request with the scheme {@code DPoP} and its proof, as
     * {@link #verify(JwtVerifier, DpopRequest)} does.
     *
     * @param others the proof for other members of {@code cnf}, such as a client certificate
     * @param recorded the proofs that this request has recorded already; they count as new
     * @return the verified token, which is bound to the key of the proof
     */
    public VerifiedJwt verify(
            JwtVerifier tokens, DpopRequest request, ProofOfPossession others, RecordedProofs recorded) {
        Instant now = settings.clock().instant();
        try {
            DpopProof proof = parsed(request);
            TargetUri target = target(request.uri());
            rules.check(proof, request, target, now);
            VerifiedJwt jwt = tokens.verify(
                    request.token(),
                    (method, thumbprint) -> method.equals(KEY_THUMBPRINT)
                            ? thumbprint.equals(proof.thumbprint())
                            : others.covers(method, thumbprint));
            checkBinding(jwt, proof);
            signatures.verify(proof);
            checkReplay(proof, target, recorded);
            return jwt;
        } catch (ProofRejection rejected) {
            log(rejected);
            throw new DpopRejectedException(rejected.rejection());
        }
    }

    private DpopProof parsed(DpopRequest request) throws ProofRejection {
        if (request.proofs().size() != 1) {
            throw ProofRejection.invalid(request.proofs().size() + " DPoP headers instead of one");
        }
        return DpopProof.parse(request.proofs().get(0), settings.algorithms());
    }

    /** Returns the URI that the proof must name: that of the request, with the public origin if one is set. */
    private TargetUri target(String uri) throws ProofRejection {
        String sent = withoutQuery(uri);
        String named =
                settings.publicOrigin().map(origin -> origin + path(sent)).orElse(sent);
        return TargetUri.parse(named)
                .orElseThrow(() -> ProofRejection.invalid("the URI of the request cannot be normalized"));
    }

    /** Returns everything behind the authority of an absolute URI, whose host may be any text. */
    private static String path(String uri) {
        int authority = uri.indexOf("://");
        int path = uri.indexOf('/', authority < 0 ? 0 : authority + 3);
        return path < 0 ? "" : uri.substring(path);
    }

    private static String withoutQuery(String uri) {
        int end = 0;
        while (end < uri.length() && uri.charAt(end) != '?' && uri.charAt(end) != '#') {
            end++;
        }
        return uri.substring(0, end);
    }

    /** An issuer may accept bound tokens without proof, and then the token was not compared yet. */
    private static void checkBinding(VerifiedJwt jwt, DpopProof proof) throws ProofRejection {
        Optional<String> thumbprint = boundTo(jwt);
        if (thumbprint.isEmpty()) {
            throw ProofRejection.notBound();
        }
        if (!thumbprint.get().equals(proof.thumbprint())) {
            throw ProofRejection.invalid("the token is bound to another key");
        }
    }

    /** Returns the thumbprint of the DPoP key that a token is bound to; empty if it is bound to none. */
    private static Optional<String> boundTo(VerifiedJwt jwt) {
        return jwt.claim("cnf", Map.class).map(cnf -> cnf.get(KEY_THUMBPRINT) instanceof String jkt ? jkt : null);
    }

    /** Returns whether a token is bound to a DPoP key (RFC 9449 §6.1). */
    public static boolean isBound(VerifiedJwt jwt) {
        return boundTo(jwt).isPresent();
    }

    private void checkReplay(DpopProof proof, TargetUri target, RecordedProofs recorded) throws ProofRejection {
        String id = id(proof, target);
        ReplayStore store = settings.replayStore();
        if (recorded.contains(store, id)) {
            return;
        }
        if (!isNew(store, id, rules.acceptedUntil(proof))) {
            throw ProofRejection.invalid("replayed");
        }
        recorded.add(store, id);
    }

    private static boolean isNew(ReplayStore store, String id, Instant until) {
        try {
            return store.addIfAbsent(id, until);
        } catch (Throwable failure) { // somebody else's code
            Interrupts.keep(failure);
            STORE_FAILURES.warn(
                    "The replay store failed, so the request is answered with 503: {}",
                    failure instanceof ReplayStoreException known
                            ? known.getMessage()
                            : failure.getClass().getName());
            throw new ReplayStoreException("The replay store failed", failure);
        }
    }

    /**
     * Hashes the identifier in its context (RFC 9449 §11.1), which is the key and the URI that {@code htu} names. A line
     * break is in none of the parts before the last.
     */
    private static String id(DpopProof proof, TargetUri target) throws ProofRejection {
        String text = proof.thumbprint() + '\n' + target + '\n' + proof.text("jti");
        return Sha256.base64Url(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Warns once of what a missing setting looks like; everything else is the fault of a client. */
    private void log(ProofRejection rejected) {
        SafeLogging.run(() -> {
            if (rejected.isLikelySetting() && hasWarned.compareAndSet(false, true)) {
                LOG.warn("A DPoP proof is rejected: {}", rejected.getMessage());
            } else {
                LOG.debug("A DPoP proof is rejected: {}", rejected.getMessage());
            }
        });
    }

    /**
     * Returns the nonce for the {@code DPoP-Nonce} header of responses (RFC 9449 §8.2, §9).
     *
     * @return empty if the settings require none
     */
    public Optional<String> nonce() {
        DpopNonces nonces = settings.nonces();
        return nonces == null
                ? Optional.empty()
                : Optional.of(nonces.current(settings.clock().instant()));
    }
}
