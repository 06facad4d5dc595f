package io.github.jotguard;

import io.github.jotguard.logging.Interrupts;
import io.github.jotguard.logging.LoggerNames;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs rejections: each at DEBUG, and at WARN the first ones that a wrong setting may cause. Each entry gets one
 * warning for each reason, and none after it has accepted a token. Untrusted senders can cause these lines, so their
 * number is bounded. Takes no lock. A logger that fails changes no outcome.
 */
final class RejectionLog {

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.VERIFICATION);

    private final TrustedIssuers issuers;
    private final Map<TrustedIssuer, AtomicBoolean> accepted = new HashMap<>();
    /** The reasons that were warned of, by the entries that a rejection concerns. */
    private final Map<List<TrustedIssuer>, Map<RejectionReason, AtomicBoolean>> warned = new HashMap<>();

    private volatile boolean isEveryEntryProven;

    RejectionLog(TrustedIssuers issuers) {
        this.issuers = issuers;
        issuers.entries().forEach(entry -> accepted.put(entry, new AtomicBoolean()));
        issuers.entries().forEach(entry -> warned.put(List.of(entry), noReason()));
        issuers.groups().forEach(group -> warned.put(group.entries(), noReason()));
        warned.put(List.of(), noReason());
    }

    private static Map<RejectionReason, AtomicBoolean> noReason() {
        Map<RejectionReason, AtomicBoolean> reasons = new EnumMap<>(RejectionReason.class);
        Stream.of(RejectionReason.values()).forEach(reason -> reasons.put(reason, new AtomicBoolean()));
        return reasons;
    }

    /** Ends the warnings about an entry. It is one volatile read after every entry has accepted a token. */
    void accepted(TrustedIssuer entry) {
        if (!isEveryEntryProven && !isProven(entry)) {
            accepted.getOrDefault(entry, new AtomicBoolean()).set(true);
            isEveryEntryProven = issuers.entries().stream().allMatch(this::isProven);
        }
    }

    private boolean isProven(TrustedIssuer entry) {
        AtomicBoolean hasAccepted = accepted.get(entry);
        return hasAccepted != null && hasAccepted.get();
    }

    void rejected(Rejection rejected) {
        try {
            if (LOG.isDebugEnabled()) {
                LOG.debug("Token rejected: {}", rejected.getMessage());
            }
            if (!isEveryEntryProven) {
                warnOnce(rejected);
            }
        } catch (Throwable failure) {
            Interrupts.keep(failure);
            return; // a logger is somebody else's code, and the token is rejected all the same
        }
    }

    private void warnOnce(Rejection rejected) {
        AtomicBoolean isWarnedOf =
                warned.getOrDefault(rejected.entries(), Map.of()).get(rejected.reason());
        if (isWarnedOf == null || isWarnedOf.get()) {
            return;
        }
        String setting = settingBehind(rejected);
        List<TrustedIssuer> concerned = rejected.entries().isEmpty() ? issuers.entries() : rejected.entries();
        if (setting == null || concerned.stream().allMatch(this::isProven)) {
            return;
        }
        if (isWarnedOf.compareAndSet(false, true)) {
            LOG.warn(
                    "Rejected a token: {}. No token of {} was accepted so far. If this one is meant for you, check {}."
                            + " Logged once for each reason; the logger {} shows every rejection at DEBUG.",
                    rejected.getMessage(),
                    LogText.of(concerned.stream().map(issuers::nameOf).toList()),
                    setting,
                    LOG.getName());
        }
    }

    /** Returns the setting to check, or null if no setting causes the rejection. */
    private static @Nullable String settingBehind(Rejection rejected) {
        return switch (rejected.reason()) {
            case WRONG_ISSUER -> "the issuer";
            case WRONG_AUDIENCE -> "the audience and the claim that names it";
            case WRONG_TYPE -> "the accepted types";
            case MISSING_CLAIM -> "the audience claim and the required claims";
            case CLAIM_REJECTED -> "the claim rules";
            case SENDER_CONSTRAINED -> "whether proofs of possession are verified here";
            case UNKNOWN_KEY -> "where the keys come from";
            case BAD_SIGNATURE -> "the shared secret, or where the keys come from";
            case EXPIRED, NOT_YET_VALID, ISSUED_IN_FUTURE -> "the clocks of the issuer and of this machine";
            case TOO_LARGE -> "the greatest length of a token";
            // no setting allows an algorithm that is unknown
            case ALGORITHM_NOT_ALLOWED ->
                JwsAlgorithm.ofName(rejected.actual()).isPresent() ? "the algorithms and the kind of keys" : null;
            case MALFORMED, UNSUPPORTED_CRITICAL_HEADER, REVOKED -> null;
        };
    }
}
