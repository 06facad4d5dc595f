package io.github.jotguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules of docs/style.md that a program can check, in the prose of every page and in Javadoc summaries. */
class StyleTest {

    /** Words that have a plainer one, and machines that talk. */
    private static final Pattern BANNED = Pattern.compile(
            "(?i)\\b(?:but for|besides|whatever comes|be had|at hand|hears? of|is told|are told|speaks|tells|judge[sd]?"
                    + "|whoever|needed are|demands|is to be|are to be)\\b");

    /** A sentence that begins with a clause in place of the thing; questions may. */
    private static final Pattern OPENING = Pattern.compile(
            "(?:^|[.!?:] +|\\| *|[-*] +)(?:What|Whoever|Whatever|Whether|How)\\b(?! to\\b)[^.?!|]*(?:[.!|]|$)");

    private static final Pattern IMAGE_WITHOUT_TEXT =
            Pattern.compile("!\\[\\s*]\\(|<img(?![^>]*\\balt=\"[^\"]+\")[^>]*>");
    private static final Pattern INLINE_CODE = Pattern.compile("`[^`]*`");
    private static final Pattern JAVADOC_OPENING =
            Pattern.compile("/\\*\\*\\s+(?:\\* +)?(?:What|Whoever|Whatever|Where|Whether|How|Who)\\b");

    @TestFactory
    Stream<DynamicTest> pagesUsePlainWords() {
        return eachPage(page -> assertThat(found(page, BANNED)).isEmpty());
    }

    @TestFactory
    Stream<DynamicTest> sentencesBeginWithTheThing() {
        return eachPage(page -> assertThat(found(page, OPENING)).isEmpty());
    }

    /** The first paragraph of a page names its readers. The page of links has none of its own. */
    @TestFactory
    Stream<DynamicTest> pagesBeginWithTheirReader() {
        return Documents.documented().stream()
                .filter(page -> Documents.name(page).startsWith("docs/"))
                .filter(page -> !Documents.name(page).equals("docs/README.md"))
                .map(page -> DynamicTest.dynamicTest(Documents.name(page), () -> assertThat(Documents.text(page))
                        .matches("(?s)# [^\\n]+\\n\\nFor .*")));
    }

    @TestFactory
    Stream<DynamicTest> imagesHaveText() {
        return eachPage(page -> assertThat(found(page, IMAGE_WITHOUT_TEXT)).isEmpty());
    }

    /** Tests, examples and benchmarks have the same rule as the published modules. */
    @Test
    void javadocBeginsWithTheThing() throws IOException {
        List<Path> sources = javaSources();

        assertThat(sources)
                .extracting(Documents::name)
                .contains("core/src/main/java/io/github/jotguard/JwtVerifier.java")
                .anyMatch(name -> name.startsWith("core/src/test/"))
                .anyMatch(name -> name.startsWith("examples/"))
                .anyMatch(name -> name.startsWith("benchmarks/"))
                .anyMatch(name -> name.startsWith("integration-tests/"));
        assertThat(sources.stream()
                        .flatMap(file -> openings(Documents.text(file)).map(hit -> Documents.name(file) + ": " + hit)))
                .isEmpty();
    }

    @Test
    void findsWhatItLooksFor() {
        assertThat(found(List.of("All paths but for one", "", "What it does is said. Why?"), BANNED))
                .hasSize(1);
        assertThat(found(List.of("It runs. What runs is quick.", "## How to run", "How is it run?"), OPENING))
                .hasSize(1);
        assertThat(found(List.of("![](x.png)", "![a picture](x.png)", "<img src=\"x.png\">"), IMAGE_WITHOUT_TEXT))
                .hasSize(2);
        assertThat(found(List.of("`but for`", "```text", "but for", "```"), BANNED))
                .isEmpty();
        String begin = "/*" + "*"; // in two parts, because this source is searched too
        assertThat(openings(begin + " What it is. */ " + begin + "\n     * How it is.\n     */"))
                .hasSize(2);
        assertThat(openings(begin + " A thing. What it is. */ /* Who */")).isEmpty();
    }

    private static Stream<String> openings(String source) {
        return JAVADOC_OPENING.matcher(source).results().map(MatchResult::group);
    }

    /** Every Java source of the project; built files and packages of npm are left out. */
    private static List<Path> javaSources() throws IOException {
        List<Path> sources = new ArrayList<>();
        Files.walkFileTree(Documents.ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName().toString();
                boolean isBuilt = name.equals("target") || name.equals("node_modules") || name.startsWith(".");
                return isBuilt ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")) {
                    sources.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return sources;
    }

    private static Stream<DynamicTest> eachPage(PageCheck check) {
        return Documents.linked().stream()
                .map(page -> DynamicTest.dynamicTest(
                        Documents.name(page),
                        () -> check.run(Documents.text(page).lines().toList())));
    }

    /** Returns the lines of prose with a hit, each with its number. Headings, code and quoted lines of logs are no prose. */
    private static List<String> found(List<String> lines, Pattern pattern) {
        List<String> found = new ArrayList<>();
        boolean isCode = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.strip().startsWith("```")) {
                isCode = !isCode;
            } else if (!isCode && !line.startsWith("#") && !line.startsWith("    ")) {
                String prose = INLINE_CODE.matcher(line).replaceAll("`code`");
                if (pattern.matcher(prose).find()) {
                    found.add(i + 1 + ": " + line);
                }
            }
        }
        return found;
    }

    private interface PageCheck {
        void run(List<String> lines);
    }
}
