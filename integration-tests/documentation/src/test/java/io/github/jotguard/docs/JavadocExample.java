package io.github.jotguard.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The examples of Javadoc: {@code <pre>} with one {@code code} tag. Java, unless the comment before it names another
 * language: {@code <!-- xml -->}.
 */
final class JavadocExample {

    static final String BEGIN = "<pre>{@code";
    private static final String END = "}</pre>";
    private static final Pattern MARGIN = Pattern.compile("^ *\\* ?");
    private static final Pattern COMMENT = Pattern.compile("<!-- (\\w+)(?:: (.+))? -->");

    private JavadocExample() {}

    static List<CodeBlock> of(Path source) {
        List<CodeBlock> examples = new ArrayList<>();
        List<String> lines = Documents.text(source)
                .lines()
                .map(line -> MARGIN.matcher(line).replaceFirst(""))
                .toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).equals(BEGIN)) {
                int end = i + lines.subList(i, lines.size()).indexOf(END);
                Matcher comment = COMMENT.matcher(lines.get(i - 1));
                boolean isNamed = comment.matches();
                examples.add(new CodeBlock(
                        Documents.name(source),
                        i + 1,
                        isNamed ? comment.group(1) : "java",
                        isNamed && comment.group(2) != null ? comment.group(2) : "",
                        String.join("\n", lines.subList(i + 1, end)) + "\n"));
                i = end;
            }
        }
        return examples;
    }
}
