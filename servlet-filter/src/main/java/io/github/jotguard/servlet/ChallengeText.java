package io.github.jotguard.servlet;

import java.util.List;

/** Checks settings that go into a challenge against the characters that RFC 6750 §3 allows there. */
final class ChallengeText {

    private ChallengeText() {}

    static String of(String setting, String text) {
        if (text.isBlank() || !text.chars().allMatch(c -> c == ' ' || isScopeCharacter(c))) {
            throw new IllegalArgumentException(
                    "The " + setting + " must be printable ASCII without quote and backslash, and not blank");
        }
        return text;
    }

    /** Scopes: the same characters without the space (RFC 6749 §3.3). */
    static List<String> scopes(List<String> scopes) {
        for (String scope : scopes) {
            if (scope.isEmpty() || !scope.chars().allMatch(ChallengeText::isScopeCharacter)) {
                throw new IllegalArgumentException(
                        "A scope must be printable ASCII without space, quote and backslash; give each scope on its own");
            }
        }
        return scopes;
    }

    private static boolean isScopeCharacter(int c) {
        return c > ' ' && c <= '~' && c != '"' && c != '\\';
    }
}
