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
