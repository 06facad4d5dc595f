package io.github.jotguard.json;

/** Text that is not what its RFC says. Carries a fixed sentence, nothing of the text, and no stack trace. */
public final class MalformedTextException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedTextException(String message) {
        super(message, null, false, false);
    }
}
