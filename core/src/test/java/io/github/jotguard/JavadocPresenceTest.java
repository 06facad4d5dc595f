package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Everything that others can call has a sentence of Javadoc. */
class JavadocPresenceTest {

    private static final Path SOURCES = Path.of("src", "main", "java", "io", "github", "jotguard");
    private static final List<String> EXPORTED = List.of("", "jwks", "issuers", "dpop");
    private static final Pattern PUBLIC =
            Pattern.compile("^ *public .*[({;]$|^ *public (record|class|interface|enum) .*");
    private static final Pattern IN_INTERFACE = Pattern.compile("^    (default |static |<)?[A-Za-z].*[({;]$");
    private static final Pattern CONSTANT = Pattern.compile("^[A-Z][A-Za-z0-9_]*(\\(.*\\))?[,;]?$");

    @Test
    void describesEveryPublicTypeAndMember() throws IOException {
        List<String> undescribed = new ArrayList<>();
        int described = 0;
        for (Path file : exportedSources()) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (isDeclaration(lines, i) && !isOverride(lines, i)) {
                    if (isDescribed(lines, i)) {
                        described++;
                    } else {
                        undescribed.add(file.getFileName() + ":" + (i + 1) + " "
                                + lines.get(i).strip());
                    }
                }
            }
        }
        assertThat(undescribed).isEmpty();
        assertThat(described).isGreaterThan(150);
    }

    private static List<Path> exportedSources() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : EXPORTED) {
            try (Stream<Path> found = Files.list(SOURCES.resolve(folder))) {
                found.filter(file -> file.toString().endsWith(".java"))
                        .filter(JavadocPresenceTest::isPublic)
                        .forEach(files::add);
            }
        }
        return files;
    }

    private static boolean isPublic(Path file) {
        try {
            return Files.readString(file).lines().anyMatch(line -> line.startsWith("public "));
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    private static boolean isDeclaration(List<String> lines, int at) {
        String line = lines.get(at);
        if (PUBLIC.matcher(line).matches()) {
            return true;
        }
        boolean isInterface = lines.stream().anyMatch(other -> other.startsWith("public interface "));
        return isInterface && IN_INTERFACE.matcher(line).matches()
                || isConstant(lines, line, "")
                || isConstant(lines, line, "    ");
    }

    private static boolean isConstant(List<String> lines, String line, String indent) {
        return lines.stream().anyMatch(other -> other.startsWith(indent + "public enum "))
                && line.startsWith(indent + "    ")
                && CONSTANT.matcher(line.substring(indent.length() + 4)).matches();
    }

    private static boolean isOverride(List<String> lines, int at) {
        return at > 0 && lines.get(at - 1).strip().startsWith("@Override");
    }

    private static boolean isDescribed(List<String> lines, int at) {
        int above = at - 1;
        while (above >= 0 && lines.get(above).strip().startsWith("@")) {
            above--;
        }
        return above >= 0 && lines.get(above).strip().endsWith("*/");
    }
}
