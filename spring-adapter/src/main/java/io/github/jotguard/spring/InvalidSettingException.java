package io.github.jotguard.spring;

/** A setting is missing or wrong, so the application must not start. Never carries the value of a secret. */
final class InvalidSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    InvalidSettingException(String description, String action) {
        super(description);
        this.action = action;
    }

    /** What to do about it. */
    String action() {
        return action;
    }
}
