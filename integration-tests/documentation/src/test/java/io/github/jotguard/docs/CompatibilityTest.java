package io.github.jotguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on installing claims the versions that the build runs. */
class CompatibilityTest {

    private static final String PAGE = Documents.text("docs/install.md");
    private static final String POM = Documents.text("pom.xml");
    private static final String POMS = POM
            + Documents.text("integration-tests/containers/pom.xml")
            + Documents.text("integration-tests/spring-boot/pom.xml");
    private static final Pattern VERSION = Pattern.compile("\\d+(?:\\.\\d+){2,}");

    @Test
    void namesTheLinesOfSpringBoot() {
        assertThat(claimed("Spring Boot"))
                .isEqualTo(built("spring-boot.version", "spring-boot-4.0.version", "spring-boot-4.version"));
    }

    @Test
    void namesTheServletContainers() {
        assertThat(claimed("servlet containers"))
                .isEqualTo(built(
                        "tomcat-10.1.version",
                        "tomcat.version",
                        "jetty-12.0.version",
                        "jetty-12.1.version",
                        "undertow.version",
                        "glassfish.version",
                        "wildfly.version",
                        "open-liberty.version",
                        "payara.version"));
    }

    @Test
    void namesTheBetterAuthOfTheInteropTests() {
        String dependencies = Documents.text("examples/better-auth/package.json");

        assertThat(claimed("issuers")).containsExactly(only(dependencies, "\"better-auth\": \"([^\"]+)\""));
    }

    @Test
    void namesTheByteCode() {
        assertThat(row("JDK")).contains("byte code " + only(POM, "<maven.compiler.release>([^<]+)<"));
    }

    private static List<String> claimed(String row) {
        return VERSION.matcher(row(row)).results().map(MatchResult::group).toList();
    }

    private static String row(String name) {
        return only(PAGE, "(?m)^(\\| " + name + " \\|.*)$");
    }

    private static List<String> built(String... properties) {
        return Stream.of(properties)
                .map(property -> only(POMS, "<" + Pattern.quote(property) + ">([^<]+)<"))
                .map(version -> version.replace(".Final", ""))
                .toList();
    }

    /** The text of the group of the pattern, which matches in one place. */
    private static String only(String text, String pattern) {
        List<String> found = Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .toList();
        assertThat(found).as(pattern).hasSize(1);
        return found.get(0);
    }
}
