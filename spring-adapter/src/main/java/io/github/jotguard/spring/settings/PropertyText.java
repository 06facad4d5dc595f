package io.github.jotguard.spring.settings;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Checks the texts among the properties of one issuer. They are compared exactly, so nothing of them is removed. */
final class PropertyText {

    private final String prefix;

    /**
     * Creates the check of one issuer.
     *
     * @param prefix of the property names, with the dot
     */
    PropertyText(String prefix) {
        this.prefix = prefix;
    }

    /**
     * Checks a text.
     *
     * @param name of the property, without the prefix
     * @return the text as it is
     * @throws InvalidSettingException if it is blank, or begins or ends with white space
     */
    String check(String name, String value) {
        if (value.isBlank()) {
            throw new InvalidSettingException(
                    prefix + name + " is empty.", "Give " + prefix + name + " a value, or remove it.");
        }
        if (isSpace(value.charAt(0)) || isSpace(value.charAt(value.length() - 1))) {
            throw new InvalidSettingException(
                    prefix + name + " begins or ends with white space.",
                    "Remove the white space from " + prefix + name + "; it is compared exactly.");
        }
        return value;
    }

    /** Checks each text of a list, as {@link #check} does. */
    String[] checkAll(String name, Iterable<String> values) {
        List<String> checked = new ArrayList<>();
        values.forEach(value -> checked.add(check(name, value)));
        return checked.toArray(String[]::new);
    }

    /**
     * Checks an origin.
     *
     * @return the text as it is
     * @throws InvalidSettingException if it has more than scheme, host and port, or less
     */
    String checkOrigin(String name, String value) {
        URI uri = uri(name, check(name, value));
        boolean isOrigin = uri.getHost() != null
                && uri.getRawPath().isEmpty()
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
        if (!isOrigin) {
            throw new InvalidSettingException(
                    prefix + name + " must be scheme, host and port alone.",
                    "Set " + prefix + name + " to something like https://app.example.com, without path and without a"
                            + " slash at the end.");
        }
        return value;
    }

    private URI uri(String name, String value) {
        try {
            return URI.create(value);
        } catch (IllegalArgumentException malformed) {
            throw new InvalidSettingException(
                    prefix + name + " is not an address.",
                    "Set " + prefix + name + " to something like https://app.example.com.");
        }
    }

    /**
     * Returns whether a character is a space, including no-break spaces, which come with text that was copied from a
     * page.
     */
    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
