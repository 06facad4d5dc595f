package io.github.jotguard.example.issuer;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/** Ids and session tokens in Better Auth's form: 32 characters of [A-Za-z0-9], some 190 bits. */
final class RandomIds {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 32;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9]{" + LENGTH + "}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomIds() {}

    static String next() {
        return RANDOM.ints(LENGTH, 0, ALPHABET.length())
                .map(ALPHABET::charAt)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Returns whether {@code text} could be an id of ours. */
    static boolean hasForm(String text) {
        return FORM.matcher(text).matches();
    }
}
