package io.github.jotguard.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.ThrowingConsumer;

/**
 * A fenced block of a page, or an example in Javadoc.
 *
 * @param directive what the comment before it says behind the language: {@code <!-- java: members -->}; empty without one
 */
record CodeBlock(String document, int line, String language, String directive, String text) {

    private static final Pattern FENCE = Pattern.compile("^( *)```(\\S*)\\s*$");
    private static final Pattern DIRECTIVE = Pattern.compile("^ *<!-- (\\w+): (.+) -->\\s*$");

    static Stream<CodeBlock> all() {
        return Stream.concat(
                Documents.documented().stream().flatMap(document -> of(document).stream()),
                Documents.javadoc().stream().flatMap(source -> JavadocExample.of(source).stream()));
    }

    /** A test for each block of a language. */
    static Stream<DynamicTest> testEach(List<String> languages, ThrowingConsumer<CodeBlock> test) {
        return all().filter(block -> languages.contains(block.language()))
                .map(block -> DynamicTest.dynamicTest(block.toString(), () -> test.accept(block)));
    }

    private static List<CodeBlock> of(Path document) {
        List<CodeBlock> blocks = new ArrayList<>();
        List<String> lines = Documents.text(document).lines().toList();
        String comment = "";
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (!fence.matches()) {
                comment = lines.get(i);
                continue;
            }
            int end = i + 1;
            StringBuilder text = new StringBuilder();
            while (!FENCE.matcher(lines.get(end)).matches()) {
                String line = lines.get(end++);
                text.append(line.substring(Math.min(fence.group(1).length(), line.length())))
                        .append('\n');
            }
            blocks.add(new CodeBlock(
                    Documents.name(document),
                    i + 1,
                    fence.group(2),
                    directive(comment, fence.group(2)),
                    text.toString()));
            i = end;
            comment = "";
        }
        return blocks;
    }

    private static String directive(String comment, String language) {
        Matcher matcher = DIRECTIVE.matcher(comment);
        return matcher.matches() && matcher.group(1).equals(language) ? matcher.group(2) : "";
    }

    boolean says(String word) {
        return List.of(directive.split(" ")).contains(word);
    }

    @Override
    public String toString() {
        return document + ":" + line + " " + language + (directive.isEmpty() ? "" : " (" + directive + ")");
    }
}
