package io.github.jotguard.json;

/** Thrown if a text does not conform to its RFC. It has a fixed message, nothing of the text, and no stack trace. */
public final class MalformedTextException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedTextException(String message) {
        super(message, null, false, false);
    }
}
