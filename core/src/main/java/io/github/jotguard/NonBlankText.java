package io.github.jotguard;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.json.AddressText;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Checks texts that an application gives as settings. A text that is blank or has white space around it is rejected as
 * a mistake.
 */
final class NonBlankText {

    private NonBlankText() {}

    /**
     * Returns the text.
     *
     * @throws IllegalArgumentException if it is blank or begins or ends with white space
     */
    static String of(String name, String value) {
        requireNonNull(value, name);
        if (value.isBlank() || !value.strip().equals(value)) {
            String shown = AddressText.mayHoldPassword(value) ? "" : ", but is \"" + LogText.of(value) + "\"";
            throw new IllegalArgumentException(
                    "The " + name + " must not be blank nor begin or end with white space" + shown);
        }
        return value;
    }

    /**
     * Returns the text.
     *
     * @throws IllegalArgumentException if it is longer or has other characters than printable ASCII, or as {@link #of}
     */
    static String ascii(String name, String value, int maxLength) {
        if (of(name, value).length() > maxLength || !value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("The " + name + " must be at most " + maxLength
                    + " characters of printable ASCII, but is \"" + LogText.of(value) + "\"");
        }
        return value;
    }

    /**
     * Returns the texts in their order.
     *
     * @throws IllegalArgumentException if there is none, or as {@link #of}
     */
    static Set<String> allOf(String method, String name, String... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException(method + "(...) needs at least one " + name);
        }
        Set<String> texts = new LinkedHashSet<>();
        Arrays.stream(values).forEach(value -> texts.add(of(name, value)));
        return texts;
    }
}
