package io.github.jotguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** A Java block, put into its harness and compiled. */
record JavaSnippet(String className, Path classes) {

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    /** One for all blocks: opening the class path is most of the work. It takes the class path of this JVM. */
    private static final StandardJavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

    private static final Pattern IMPORT = Pattern.compile("(?m)^import [^\n]+;\n");
    private static final Pattern CLASS = Pattern.compile("(?m)^class (\\w+)");
    private static final String PLACE = "/* snippet */";
    private static final String IMPORTS = "/* imports */";

    static JavaSnippet compile(CodeBlock block, Issuers issuers, Path classes) throws IOException {
        String text = issuers.replaceAddresses(block.text());
        if (block.says("unit")) {
            Matcher declaration = CLASS.matcher(text);
            assertThat(declaration.find()).as("declares a class").isTrue();
            return compile(declaration.group(1), text, classes);
        }
        String harness = Documents.text(Path.of("src/test/resources/harness", harness(block) + ".java"));
        String imports =
                IMPORT.matcher(text).results().map(found -> found.group()).collect(Collectors.joining());
        String code = harness.replace(IMPORTS, imports)
                .replace(PLACE, IMPORT.matcher(text).replaceAll(""));
        return compile("Snippet", code, classes);
    }

    private static String harness(CodeBlock block) {
        return block.says("members") ? "members" : "statements";
    }

    private static JavaSnippet compile(String name, String code, Path classes) throws IOException {
        DiagnosticCollector<JavaFileObject> complaints = new DiagnosticCollector<>();
        FILES.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(Files.createDirectories(classes)));
        List<String> options = List.of("-proc:none", "-parameters", "-Xlint:none");
        boolean isCompiled = COMPILER.getTask(null, FILES, complaints, options, null, List.of(new Source(name, code)))
                .call();
        assertThat(isCompiled).as(describe(complaints)).isTrue();
        return new JavaSnippet(name, classes);
    }

    private static String describe(DiagnosticCollector<JavaFileObject> complaints) {
        return complaints.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(Diagnostic::toString)
                .collect(Collectors.joining("\n"));
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String code;

        Source(String name, String code) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
