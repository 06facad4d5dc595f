package io.github.jotguard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failed check inside the verifier, with the expected and the actual value. It has no stack trace. Both values are
 * for people at a terminal and for the debug log. Neither leaves the verifier in an exception.
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

    /** Sets the entries whose settings rejected the token. */
    Rejection by(List<TrustedIssuer> concerned) {
        this.entries = concerned;
        return this;
    }

    /** Returns the entries whose settings rejected the token; empty if the entry of the token is unknown. */
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

    /** Returns the text for the debug log, created on demand. */
    @Override
    public String getMessage() {
        return reason.code() + ", expected " + expected() + ", was " + actual();
    }
}
