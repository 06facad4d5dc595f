package io.github.jotguard.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Markdown files of the repository. */
final class Documents {

    static final Path ROOT = Path.of(System.getProperty("jotguard.root", "../.."))
            .toAbsolutePath()
            .normalize();

    /** The directories of the published modules that have code. */
    static final List<String> PUBLISHED =
            List.of("core", "servlet-filter", "spring-adapter", "spring-test", "testing", "cli");

    private Documents() {}

    /** Those whose code is checked: at the root and below docs. */
    static List<Path> documented() {
        try (Stream<Path> root = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(root, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Those whose links are checked: the same, and what stands beside the modules. */
    static List<Path> linked() {
        try (Stream<Path> modules = Files.walk(ROOT, 3)) {
            Stream<Path> beside = modules.filter(
                            file -> file.getFileName().toString().equals("README.md"))
                    .filter(file -> !file.toString().matches(".*/(node_modules|target|docs)/.*"));
            return Stream.concat(documented().stream(), beside)
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Those whose examples in Javadoc are checked: the overview, and the sources of the published modules. */
    static List<Path> javadoc() {
        return Stream.concat(
                        Stream.of(ROOT.resolve("docs/overview.html")),
                        PUBLISHED.stream().flatMap(Documents::sources))
                .toList();
    }

    /** The Java sources of a module, without tests. */
    static Stream<Path> sources(String module) {
        try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String text(String file) {
        return text(ROOT.resolve(file));
    }

    static String name(Path file) {
        return ROOT.relativize(file).toString();
    }
}
