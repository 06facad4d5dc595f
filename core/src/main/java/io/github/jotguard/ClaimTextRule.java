package io.github.jotguard;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A rule for a claim that is written as one of these texts: a string, a boolean or a number.
 *
 * @param numbers the texts that are numbers in the form of JSON (RFC 8259 §6)
 */
record ClaimTextRule(String name, Set<String> texts, List<BigDecimal> numbers) implements ClaimRule {

    /** Maximum length of a text that is compared as a number, in characters. Numbers in a token have the same limit. */
    private static final int MAX_NUMBER_LENGTH = 128;

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");

    static ClaimTextRule of(String name, Set<String> texts) {
        List<BigDecimal> numbers = texts.stream()
                .filter(text -> text.length() <= MAX_NUMBER_LENGTH
                        && NUMBER.matcher(text).matches())
                .map(BigDecimal::new)
                .toList();
        return new ClaimTextRule(name, texts, numbers);
    }

    @Override
    public boolean accepts(VerifiedJwt jwt, Instant now) {
        Object value = jwt.claims().get(name);
        if (value instanceof String || value instanceof Boolean) {
            return texts.contains(value.toString());
        }
        return jwt.claim(name, BigDecimal.class)
                .filter(number -> numbers.stream().anyMatch(expected -> expected.compareTo(number) == 0))
                .isPresent();
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    /** Returns the rule for log lines. It names a setting and shows no claim. */
    @Override
    public String toString() {
        return name + " is one of " + LogText.inOrder(texts);
    }
}
