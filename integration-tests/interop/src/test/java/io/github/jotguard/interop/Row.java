package io.github.jotguard.interop;

import java.util.Arrays;
import java.util.List;

/**
 * A row of a matrix: a token, settings, and the verdict.
 *
 * @param token the name of a token
 * @param settings the name of settings, and changes of them: {@code page + algorithms = PS256}
 * @param verdict {@code accepted}, or the code of the reason
 */
record Row(String token, String settings, String verdict) {

    static final String ACCEPTED = "accepted";

    /** Parses a table with the columns of this record between bars. */
    static List<Row> parse(String table) {
        return table.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> line.split("\\|", -1))
                .map(Row::of)
                .toList();
    }

    private static Row of(String[] cells) {
        if (cells.length != 3) {
            throw new IllegalArgumentException("a row has three cells: " + Arrays.toString(cells));
        }
        return new Row(cells[0].strip(), cells[1].strip(), cells[2].strip());
    }

    @Override
    public String toString() {
        return token + ", " + settings + ": " + verdict;
    }
}
