package io.github.jotguard.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** The edit distance of Levenshtein: the number of letters to insert, delete or replace. Finds the name that a misspelt one was meant to be. */
public final class EditDistance {

    private EditDistance() {}

    /**
     * Finds the nearest name, in upper and lower case.
     *
     * @param names at least one
     */
    public static String nearest(String misspelt, Collection<String> names) {
        String low = misspelt.toLowerCase(Locale.ROOT);
        return names.stream()
                .min(Comparator.comparingInt(name -> between(low, name.toLowerCase(Locale.ROOT))))
                .orElseThrow();
    }

    /** Returns the distance between two texts; upper and lower case differ. */
    public static int between(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
