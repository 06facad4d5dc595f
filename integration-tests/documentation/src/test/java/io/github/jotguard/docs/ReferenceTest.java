package io.github.jotguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.RejectionReason;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference pages name all that there is, and nothing that there is not. */
class ReferenceTest {

    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| ((?:`[^`]+`(?:, )?)+) \\|");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");
    private static final String CONFIGURATION = Documents.text("docs/configuration.md");
    private static final String REJECTIONS = Documents.text("docs/why-is-my-token-rejected.md");

    @Test
    void namesEveryProperty() {
        assertThat(documented(name -> name.startsWith("jotguard."))).isEqualTo(MetadataProperties.names());
    }

    @Test
    void namesEveryInitParam() throws ReflectiveOperationException {
        Set<String> known = new HashSet<>();
        for (String factory : List.of("Verifier", "Filter", "Dpop")) {
            names("io.github.jotguard.servlet.InitParam" + factory + "Factory").forEach(known::add);
        }

        assertThat(documented(name -> !name.contains("."))).isEqualTo(known);
    }

    @Test
    void anInitParamThatIsNotDocumentedIsRejected() throws Exception {
        Deployment documented = new Deployment("jotguard", Map.of("betterAuthOrigin", "https://app.example.com"));
        Deployment misspelt = new Deployment("jotguard", Map.of("betterAuthOrigins", "https://app.example.com"));

        assertThat(documented.statusWithoutToken()).isEqualTo(401);
        assertThat(misspelt.statusWithoutToken()).isEqualTo(503);
    }

    @ParameterizedTest
    @EnumSource
    void explainsEveryReason(RejectionReason reason) {
        assertThat(REJECTIONS).contains("\n### " + reason.code() + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "missing_token",
                "invalid_request",
                "insufficient_scope",
                "user_not_found",
                "keys_unavailable",
                "temporarily_unavailable",
                "not_bound",
                "invalid_dpop_proof",
                "use_dpop_nonce"
            })
    void explainsEveryOtherCode(String code) {
        assertThat(REJECTIONS).contains("\n### " + code + "\n");
    }

    private static Set<String> documented(Predicate<String> kind) {
        return FIRST_CELL
                .matcher(CONFIGURATION)
                .results()
                .flatMap(cell -> NAME.matcher(cell.group(1)).results())
                .map(name -> name.group(1))
                .filter(kind)
                .collect(Collectors.toSet());
    }

    /** The list by which the filter itself rejects all other names. */
    private static Stream<String> names(String className) throws ReflectiveOperationException {
        Field names = Class.forName(className).getDeclaredField("NAMES");
        names.setAccessible(true);
        return ((List<?>) names.get(null)).stream().map(String::valueOf);
    }
}
