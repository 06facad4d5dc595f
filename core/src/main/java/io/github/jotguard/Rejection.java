package io.github.jotguard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Inside the verifier, a check that failed: what was expected and what was there. Both are for people at a terminal and for the
 * debug log; neither leaves in an exception. Without stack trace.
 */
final class Rejection extends Exception {

    private static final long serialVersionUID = 1L;

    private final RejectionReason reason;
    private final transient @Nullable Object expected;
    private final transient @Nullable Object actual;
    private transient List<TrustedIssuer> entries = List.of();

    Rejection(RejectionReason reason, @Nullable Object expected, @Nullable Object actual) {
        super(null, null, false, false);
        this.reason = reason;
        this.expected = expected;
        this.actual = actual;
    }

    static Rejection malformed(String expected, @Nullable Object actual) {
        return new Rejection(RejectionReason.MALFORMED, expected, actual);
    }

    /** Says whose settings it was judged by. */
    Rejection by(List<TrustedIssuer> concerned) {
        this.entries = concerned;
        return this;
    }

    /** The entries whose settings rejected the token; empty if it was not told which entry it belongs to. */
    List<TrustedIssuer> entries() {
        return entries;
    }

    RejectionReason reason() {
        return reason;
    }

    String expected() {
        return LogText.of(expected);
    }

    String actual() {
        return LogText.of(actual);
    }

    /** For the debug log; made when it is asked for. */
    @Override
    public String getMessage() {
        return reason.code() + ", expected " + expected() + ", was " + actual();
    }
}
