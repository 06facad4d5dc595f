package io.github.jotguard.servlet;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Guesses what somebody meant to write. */
final class EditDistance {

    private EditDistance() {}

    static String nearest(String written, Collection<String> words) {
        String low = written.toLowerCase(Locale.ROOT);
        return words.stream()
                .min(Comparator.comparingInt(word -> distance(low, word.toLowerCase(Locale.ROOT))))
                .orElseThrow();
    }

    /** How many letters have to be added, removed or changed (Levenshtein). */
    private static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j < previous.length; j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[previous.length];
            current[0] = i;
            for (int j = 1; j < current.length; j++) {
                int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                int moved = Math.min(current[j - 1], previous[j]) + 1;
                current[j] = Math.min(moved, previous[j - 1] + change);
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
