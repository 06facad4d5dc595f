package io.github.jotguard;

import io.github.jotguard.logging.Interrupts;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.logging.SafeLogging;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entries of a verifier by {@code iss}. A token belongs to one of them before any key is searched (RFC 8725 §3.8).
 */
final class TrustedIssuers {

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.VERIFICATION);

    private static final String ANY = "*";

    private final Map<String, IssuerEntries> byIssuer = new LinkedHashMap<>();
    /** The entries for every {@code iss} that no other entry names. */
    private final @Nullable IssuerEntries any;

    private final EntryNames names;
    private final Set<JwsAlgorithm> algorithms;
    /** The key sources that are in use, each with its listener. */
    private final Map<VerificationKeys, KeysListener> inUse = Collections.synchronizedMap(new IdentityHashMap<>());

    TrustedIssuers(List<TrustedIssuer> entries) {
        if (entries.isEmpty()) {
            throw new IllegalStateException(
                    "No trusted issuer. Call trust(TrustedIssuer.builder(issuer, keys).audience(...).build())");
        }
        Map<String, List<TrustedIssuer>> groups = new LinkedHashMap<>();
        List<TrustedIssuer> unnamed = new ArrayList<>();
        for (TrustedIssuer entry : entries) {
            entry.issuers().forEach(issuer -> groups.computeIfAbsent(issuer, first -> new ArrayList<>())
                    .add(entry));
            if (entry.issuers().isEmpty()) {
                unnamed.add(entry);
            }
        }
        groups.forEach((issuer, group) ->
                byIssuer.put(issuer, new IssuerEntries("The issuer " + LogText.of(EntryNames.shown(issuer)), group)));
        this.any = unnamed.isEmpty() ? null : new IssuerEntries("anyIssuer(...)", unnamed);
        this.names = new EntryNames(entries);
        this.algorithms =
                entries.stream().flatMap(entry -> entry.algorithms().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Finds the entry that a token belongs to.
     *
     * @throws Rejection with {@code WRONG_ISSUER} if its issuer is not trusted, or as {@link IssuerEntries#find}
     */
    TrustedIssuer find(UnverifiedJwt token) throws Rejection {
        return entriesOf(token.claims()).find(token.header(), token.claims());
    }

    /**
     * Finds the entries of the issuer. A named issuer is preferred to any issuer.
     *
     * @throws Rejection with {@code WRONG_ISSUER} if it is not trusted
     */
    IssuerEntries entriesOf(JwtClaims claims) throws Rejection {
        IssuerEntries named = claims.issuer() == null ? null : byIssuer.get(claims.issuer());
        if (named != null) {
            return named;
        }
        if (any == null) {
            throw new Rejection(RejectionReason.WRONG_ISSUER, byIssuer.keySet(), claims.issuer());
        }
        return any;
    }

    /** Returns the trusted values of {@code iss}, with {@code *} for any. */
    Set<String> issuers() {
        if (any == null) {
            return byIssuer.keySet();
        }
        Set<String> issuers = new LinkedHashSet<>(byIssuer.keySet());
        issuers.add(ANY);
        return issuers;
    }

    /** Returns the entries grouped by issuer. */
    List<IssuerEntries> groups() {
        List<IssuerEntries> groups = new ArrayList<>(byIssuer.values());
        if (any != null) {
            groups.add(any);
        }
        return groups;
    }

    /** Returns all entries in the order in which they are trusted. */
    List<TrustedIssuer> entries() {
        return names.entries();
    }

    String nameOf(TrustedIssuer entry) {
        return names.of(entry);
    }

    /** Returns the algorithms of all entries together. */
    Set<JwsAlgorithm> algorithms() {
        return algorithms;
    }

    /** Returns every key source once. */
    private Set<VerificationKeys> keys() {
        Set<VerificationKeys> keys = Collections.newSetFromMap(new IdentityHashMap<>());
        entries().forEach(entry -> keys.add(entry.keys()));
        return keys;
    }

    /** Fetches the keys of all sources. Failures are logged. */
    void preload() {
        keys().forEach(source -> attempt("preload", source::preload));
    }

    /** Returns the allowed algorithms that a cached public key is for. */
    Set<JwsAlgorithm> publishedAlgorithms() {
        Set<JwsAlgorithm> algorithms = EnumSet.noneOf(JwsAlgorithm.class);
        for (TrustedIssuer entry : entries()) {
            attempt("report its status", () -> entry.keys().status().algorithms().stream()
                    .filter(entry.algorithms()::contains)
                    .forEach(algorithms::add));
        }
        return algorithms;
    }

    /** Ends the use of all key sources that are in use. Failures are logged. */
    void release() {
        for (VerificationKeys source : keys()) {
            KeysListener listener = inUse.remove(source);
            if (listener != null) {
                attempt("close", () -> source.release(listener));
            }
        }
    }

    /** Runs a step and logs its failure, so that one key source cannot keep the others from theirs. */
    private static void attempt(String what, Runnable step) {
        try {
            step.run();
        } catch (Throwable failure) {
            Interrupts.keep(failure);
            SafeLogging.run(() -> LOG.warn(
                    "A key source failed to {}: {}", what, failure.getClass().getName()));
        }
    }

    /** Begins the use of all key sources, or of none if one of them fails. */
    void acquire(KeysListener listener) {
        try {
            for (VerificationKeys source : keys()) {
                KeysListener check = new PublishedKeysCheck(allowedWith(source), listener);
                source.acquire(check);
                inUse.put(source, check);
            }
        } catch (Throwable failure) {
            release();
            throw failure;
        }
    }

    /** Returns the allowed algorithms of the entries with this key source, by their names. */
    private Map<String, Set<JwsAlgorithm>> allowedWith(VerificationKeys source) {
        Map<String, Set<JwsAlgorithm>> allowed = new HashMap<>();
        for (TrustedIssuer entry : entries()) {
            if (entry.keys() == source) {
                allowed.put(nameOf(entry), entry.algorithms());
            }
        }
        return allowed;
    }

    /** Returns the status of the keys by the name of the entry. */
    Map<String, KeysStatus> status() {
        Map<String, KeysStatus> status = new HashMap<>();
        entries().forEach(entry -> status.put(nameOf(entry), entry.keys().status()));
        return status;
    }
}
