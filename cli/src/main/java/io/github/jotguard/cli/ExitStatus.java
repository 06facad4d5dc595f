package io.github.jotguard.cli;

/** What the program tells the shell. */
enum ExitStatus {
    /** The token is good. */
    ACCEPTED(0),
    /** The token is bad. */
    REJECTED(1),
    /** The command line or standard input cannot be understood. */
    USAGE(2),
    /** The keys cannot be had, so the token was not judged. */
    KEYS_UNAVAILABLE(3);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
