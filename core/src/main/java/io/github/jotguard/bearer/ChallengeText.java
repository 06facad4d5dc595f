package io.github.jotguard.bearer;

import java.util.List;

/** Checks the characters of settings that are part of a challenge (RFC 6750 §3). */
public final class ChallengeText {

    private ChallengeText() {}

    /**
     * Checks a setting.
     *
     * @param setting its name, for the message
     * @return the text
     * @throws IllegalArgumentException if the text is not {@linkplain #isValid valid}
     */
    public static String require(String setting, String text) {
        if (!isValid(text)) {
            throw new IllegalArgumentException(
                    "The " + setting + " must be printable ASCII without quote and backslash, and not blank");
        }
        return text;
    }

    /** Returns whether a text is printable ASCII without quote and backslash, and not blank. */
    public static boolean isValid(String text) {
        return !text.isBlank() && text.chars().allMatch(c -> c == ' ' || isOfScope(c));
    }

    /**
     * Checks scopes. They have the same characters without the space (RFC 6749 §3.3).
     *
     * @return the scopes
     * @throws IllegalArgumentException if one is empty or has another character
     */
    public static List<String> requireScopes(List<String> scopes) {
        for (String scope : scopes) {
            if (scope.isEmpty() || !scope.chars().allMatch(ChallengeText::isOfScope)) {
                throw new IllegalArgumentException(
                        "A scope must be printable ASCII without space, quote and backslash; give each scope on its own");
            }
        }
        return scopes;
    }

    private static boolean isOfScope(int c) {
        return c > ' ' && c <= '~' && c != '"' && c != '\\';
    }
}
