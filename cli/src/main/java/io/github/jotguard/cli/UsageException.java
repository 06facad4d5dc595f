package io.github.jotguard.cli;

/** The command line cannot be understood; the message says what to write instead, and quotes nothing that could be a token. */
final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
