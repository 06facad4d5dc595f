package io.github.jotguard;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A claim that is written as one of these texts: a string, a boolean or a number.
 *
 * @param numbers those of the texts that are numbers as JSON writes them (RFC 8259 §6)
 */
record ClaimTextRule(String name, Set<String> texts, List<BigDecimal> numbers) implements ClaimRule {

    /** Of a text that is compared as a number; the numbers in a token are as short. */
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

    /** For people: a setting and no claim. */
    @Override
    public String toString() {
        return name + " is one of " + LogText.inOrder(texts);
    }
}
