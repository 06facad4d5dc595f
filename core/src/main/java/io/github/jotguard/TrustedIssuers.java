package io.github.jotguard;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The issuers of a verifier by {@code iss}; a token belongs to one of them before any key is looked for (RFC 8725 §3.8). */
final class TrustedIssuers {

    private static final Logger LOG = LoggerFactory.getLogger(TrustedIssuers.class);

    private static final String ANY = "*";

    private final Map<String, TrustedIssuer> byName = new LinkedHashMap<>();
    private final @Nullable TrustedIssuer any;
    private final Set<JwsAlgorithm> algorithms;
    private final AtomicBoolean isInUse = new AtomicBoolean();

    TrustedIssuers(List<TrustedIssuer> issuers) {
        if (issuers.isEmpty()) {
            throw new IllegalStateException(
                    "No trusted issuer. Call trust(TrustedIssuer.builder(issuer, keys).audience(...).build())");
        }
        TrustedIssuer anyIssuer = null;
        for (TrustedIssuer issuer : issuers) {
            if (issuer.names().isEmpty()) {
                anyIssuer = issuer;
            }
            issuer.names().forEach(name -> add(name, issuer));
        }
        if (anyIssuer != null && issuers.size() > 1) {
            throw new IllegalStateException(
                    "anyIssuer(...) takes the tokens of every issuer, so it must be the only one; "
                            + "name the issuers with TrustedIssuer.builder(issuer, keys), or use two verifiers");
        }
        this.any = anyIssuer;
        this.algorithms = issuers.stream()
                .flatMap(issuer -> issuer.algorithms().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private void add(String name, TrustedIssuer issuer) {
        if (byName.put(name, issuer) != null) {
            throw new IllegalStateException(
                    "The issuer " + LogText.of(name) + " is trusted twice; call trust(...) once for each issuer");
        }
    }

    /** @throws Refused with {@code WRONG_ISSUER} if it is not trusted */
    TrustedIssuer of(JwtClaims claims) throws Refused {
        if (any != null) {
            return any;
        }
        TrustedIssuer issuer = claims.issuer() == null ? null : byName.get(claims.issuer());
        if (issuer == null) {
            throw new Refused(RejectionReason.WRONG_ISSUER, byName.keySet(), claims.issuer());
        }
        return issuer;
    }

    Set<String> names() {
        return any == null ? byName.keySet() : Set.of(ANY);
    }

    /** Of all issuers together. */
    Set<JwsAlgorithm> algorithms() {
        return algorithms;
    }

    /** Every key source once. */
    private Set<VerificationKeys> keys() {
        Set<VerificationKeys> keys = Collections.newSetFromMap(new IdentityHashMap<>());
        byName.values().forEach(issuer -> keys.add(issuer.keys()));
        if (any != null) {
            keys.add(any.keys());
        }
        return keys;
    }

    /** Obtains the keys of all of them; what fails is logged. */
    void preload() {
        keys().forEach(source -> attempt("preload", source::preload));
    }

    /** Ends the use of all key sources; what fails is logged. */
    void release(VerificationListener listener) {
        if (isInUse.getAndSet(false)) {
            keys().forEach(source -> attempt("close", () -> source.release(listener)));
        }
    }

    /** One key source that fails must not keep the others from it. */
    private static void attempt(String what, Runnable step) {
        try {
            step.run();
        } catch (Throwable failure) {
            LOG.warn("A key source failed to {}: {}", what, failure.getClass().getName());
        }
    }

    /** Begins the use of all key sources, or of none if one of them fails. */
    void acquire(VerificationListener listener) {
        List<VerificationKeys> acquired = new ArrayList<>();
        try {
            for (VerificationKeys source : keys()) {
                source.acquire(listener);
                acquired.add(source);
            }
        } catch (Throwable failure) {
            acquired.forEach(source -> attempt("close", () -> source.release(listener)));
            throw failure;
        }
        isInUse.set(true);
    }

    Map<String, KeysStatus> status() {
        Map<String, KeysStatus> status = new HashMap<>();
        byName.forEach((name, issuer) -> status.put(name, issuer.keys().status()));
        if (any != null) {
            status.put(ANY, any.keys().status());
        }
        return status;
    }
}
