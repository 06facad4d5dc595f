package io.github.jotguard.spring;

/** Signals that a setting is missing or wrong, so the application must not start. Never holds the value of a secret. */
final class InvalidSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    InvalidSettingException(String description, String action) {
        super(description);
        this.action = action;
    }

    /** Returns the action that corrects the setting. */
    String action() {
        return action;
    }
}
