package io.github.jotguard.cli;

/** The exit status of the program. */
enum ExitStatus {
    /** The token is accepted. */
    ACCEPTED(0),
    /** The token is rejected. */
    REJECTED(1),
    /** The command line or standard input cannot be understood. */
    USAGE(2),
    /** The keys are unavailable, so the token was not verified. */
    KEYS_UNAVAILABLE(3),
    /** No issuer was named, so the token was described and not verified. */
    NOT_VERIFIED(4);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
