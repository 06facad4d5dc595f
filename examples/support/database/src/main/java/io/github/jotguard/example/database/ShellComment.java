package io.github.jotguard.example.database;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Comments among commands that are to be pasted into a shell. They hold no character that a shell acts on: an interactive zsh
 * has no comments, and bash expands {@code !} even there.
 */
public final class ShellComment {

    private static final Pattern ACTED_ON = Pattern.compile("[^A-Za-z0-9 ,.:/_-]");

    private ShellComment() {}

    /** Returns the lines as comments; each character that a shell might act on becomes {@code _}. */
    public static String of(String lines) {
        return lines.lines()
                .map(line -> ("# " + ACTED_ON.matcher(line).replaceAll("_")).stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
