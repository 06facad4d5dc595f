package io.github.jotguard.spring.settings;

/**
 * Signals that a setting is missing or wrong, so the application must not start. Never holds the value of a secret.
 *
 * <p>Internal: may change without notice.
 */
public final class InvalidSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    public InvalidSettingException(String description, String action) {
        super(description);
        this.action = action;
    }

    /** Returns the action that corrects the setting. */
    public String action() {
        return action;
    }
}
