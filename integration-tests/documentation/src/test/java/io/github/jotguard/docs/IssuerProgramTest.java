package io.github.jotguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.RejectionReason;
import io.github.jotguard.servlet.BearerTokenFilter;
import io.github.jotguard.testing.TestIssuer;
import jakarta.servlet.ServletException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** The settings that the program of jotguard-testing prints make applications that judge its tokens as it says. */
class IssuerProgramTest {

    private static final Class<?> AUTO_CONFIGURATION =
            MetadataProperties.adapterClass("io.github.jotguard.spring.autoconfigure.JotguardAutoConfiguration");
    private static final String LAST_LINE = "curl";
    private static final Pattern INIT_PARAM =
            Pattern.compile("<param-name>(\\w+)</param-name><param-value>([^<]+)</param-value>");

    private static Process program;
    private static List<String> printed;

    @BeforeAll
    static void start() throws IOException, URISyntaxException {
        Path testing = Path.of(TestIssuer.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        testing.toString(),
                        "io.github.jotguard.testing.IssuerProgram",
                        "--audience",
                        "https://api.example.com")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        printed = linesOf(program);
    }

    @AfterAll
    static void end() {
        program.destroy();
    }

    private static List<String> linesOf(Process process) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        List<String> lines = new ArrayList<>();
        while (lines.isEmpty() || !lines.get(lines.size() - 1).contains(LAST_LINE)) {
            lines.add(Optional.ofNullable(reader.readLine())
                    .orElseThrow(() -> new AssertionError("it ended after " + lines)));
        }
        return lines;
    }

    @ParameterizedTest
    @ValueSource(strings = {"jotguard\\.(better-auth\\.origin|audience)", "jotguard\\.(issuer|jwks-uri|audience)"})
    void printsPropertiesThatTakeTheGoodTokenAlone(String names) {
        String[] properties = printed.stream()
                .map(line -> line.replaceFirst("^# +", ""))
                .filter(line -> line.matches(names + "=.*"))
                .distinct()
                .toArray(String[]::new);

        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(AUTO_CONFIGURATION))
                .withPropertyValues(properties)
                .run(context -> {
                    JwtVerifier verifier = context.getBean(JwtVerifier.class);
                    assertThat(verifier.verify(token("GOOD")).subject()).isEqualTo("test-user");
                    assertThat(verifier.explain(token("EXPIRED")).reason()).contains(RejectionReason.EXPIRED);
                    assertThat(verifier.explain(token("OTHER_AUDIENCE")).reason())
                            .contains(RejectionReason.WRONG_AUDIENCE);
                });
    }

    @Test
    void printsInitParamsThatTakeTheGoodTokenAlone() throws ServletException, IOException {
        Map<String, String> parameters = INIT_PARAM
                .matcher(String.join("\n", printed))
                .results()
                .collect(Collectors.toMap((MatchResult found) -> found.group(1), found -> found.group(2)));
        BearerTokenFilter filter = new BearerTokenFilter();
        filter.init(new Deployment("jotguard", parameters));

        assertThat(answer(filter, "GOOD").getStatus()).isEqualTo(200);
        assertThat(answer(filter, "EXPIRED").getContentAsString()).contains("\"expired\"");
        assertThat(answer(filter, "OTHER_AUDIENCE").getContentAsString()).contains("\"wrong_audience\"");
        filter.destroy();
    }

    private static MockHttpServletResponse answer(BearerTokenFilter filter, String variable)
            throws ServletException, IOException {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/me");
        request.addHeader("Authorization", "Bearer " + token(variable));
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(request, response, new MockFilterChain());
        return response;
    }

    private static String token(String variable) {
        return printed.stream()
                .filter(line -> line.startsWith(variable + "="))
                .map(line -> line.substring(variable.length() + 1))
                .findFirst()
                .orElseThrow();
    }
}
