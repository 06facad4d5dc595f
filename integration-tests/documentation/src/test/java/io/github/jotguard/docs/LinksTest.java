package io.github.jotguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A link inside the repository leads to a file that is there, and to a heading in it; one to the outside is https. */
class LinksTest {

    private static final Pattern LINK = Pattern.compile("(?<!`)\\[[^\\]\\[]*]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("(?s) *```.*?```|`[^`\n]*`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?)\\s*$");

    @TestFactory
    Stream<DynamicTest> linksLeadSomewhere() {
        return Documents.linked().stream()
                .map(file -> DynamicTest.dynamicTest(Documents.name(file), () -> check(file)));
    }

    @Test
    void knowsHowHeadingsBecomeAnchors() {
        assertThat(anchor("Limits and defaults")).isEqualTo("limits-and-defaults");
        assertThat(anchor("wrong_audience")).isEqualTo("wrong_audience");
        assertThat(anchor("Servlet filter: `init-params`, again")).isEqualTo("servlet-filter-init-params-again");
    }

    private static void check(Path file) {
        // code inside of a link's text is no reason not to look at the link
        String text = CODE.matcher(Documents.text(file))
                .replaceAll(code -> code.group().contains("\n") ? "" : "code");
        LINK.matcher(text).results().map(link -> link.group(1)).forEach(target -> check(file, target));
    }

    private static void check(Path file, String target) {
        URI uri = URI.create(target);
        if (uri.getScheme() != null) {
            assertThat(uri.getScheme()).as(target).isEqualTo("https");
            return;
        }
        Path to = uri.getPath().isEmpty()
                ? file
                : file.resolveSibling(uri.getPath()).normalize();
        assertThat(to).as(target).exists();
        if (uri.getFragment() != null) {
            assertThat(Files.isRegularFile(to)).as(target).isTrue();
            assertThat(anchors(to)).as(target).contains(uri.getFragment());
        }
    }

    private static Set<String> anchors(Path file) {
        return HEADING.matcher(Pattern.compile("(?s)```.*?```")
                        .matcher(Documents.text(file))
                        .replaceAll(""))
                .results()
                .map(heading -> anchor(heading.group(1)))
                .collect(Collectors.toSet());
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
