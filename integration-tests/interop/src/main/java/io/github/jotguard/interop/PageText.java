package io.github.jotguard.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A section of a page in {@code docs}, with the addresses of running servers in place of those of the page. Its first
 * YAML and XML block are what a reader copies.
 */
public record PageText(String text) {

    /**
     * Returns a section of a page.
     *
     * @param page its path below {@code docs}, without the ending
     * @param heading of second level; empty means the text before the first
     */
    public static PageText of(String page, String heading, Map<String, String> addresses) {
        String text = read(Installed.module().resolve("../../docs").resolve(page + ".md"));
        int start = heading.isEmpty() ? 0 : text.indexOf("\n## " + heading + "\n");
        if (start < 0) {
            throw new IllegalArgumentException("the page " + page + " has no section " + heading);
        }
        int end = text.indexOf("\n## ", start + 1);
        String section = text.substring(start, end < 0 ? text.length() : end);
        for (Map.Entry<String, String> address : addresses.entrySet()) {
            section = section.replace(address.getKey(), address.getValue());
        }
        return new PageText(section);
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Returns the first block in a language. */
    public String block(String language) {
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(text);
        if (!block.find()) {
            throw new IllegalStateException("the section has no block in " + language);
        }
        return block.group(1);
    }
}
