package io.github.jotguard.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssuerProgramTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void printsTokensThatTheServedKeysVerify() {
        int status = run(issuer -> {
            String jwkSet = fetched(issuer.jwksUri());
            for (String name : new String[] {"GOOD", "EXPIRED", "OTHER_AUDIENCE"}) {
                assertThat(isVerified(variable(name), jwkSet)).as(name).isTrue();
                assertThat(JdkVerification.member(JdkVerification.payload(variable(name)), "iss"))
                        .isEqualTo(issuer.issuer());
            }
        });

        assertThat(status).isZero();
        assertThat(err.size()).isZero();
    }

    @Test
    void printsAGoodTokenForEightHoursAndTwoThatAreBadForOneReasonEach() {
        long earliest = Instant.now().getEpochSecond();
        run(issuer -> {
            long latest = Instant.now().getEpochSecond();
            assertThat(expiration("GOOD")).isBetween(earliest + 8 * 3600, latest + 8 * 3600);
            assertThat(audience("GOOD")).isEqualTo(issuer.origin());
            assertThat(expiration("EXPIRED")).isBetween(earliest - 3600, latest - 3600);
            assertThat(audience("EXPIRED")).isEqualTo(issuer.origin());
            assertThat(expiration("OTHER_AUDIENCE")).isBetween(earliest + 8 * 3600, latest + 8 * 3600);
            assertThat(audience("OTHER_AUDIENCE")).isNotEqualTo(issuer.origin()).isNotEmpty();
        });
    }

    @Test
    void printsTheSettingsOfBetterAuthAndOfAnyIssuer() {
        run(issuer -> assertThat(text(out))
                .contains("jotguard.better-auth.origin=" + issuer.origin() + "\n")
                .contains("jotguard.issuer=" + issuer.origin() + "\n")
                .contains("jotguard.jwks-uri=" + issuer.jwksUri() + "\n")
                .contains("jotguard.audience=" + issuer.origin() + "\n")
                .contains("<param-name>betterAuthOrigin</param-name><param-value>" + issuer.origin() + "<")
                .doesNotContain("<param-name>audience"));
    }

    @Test
    void issuesForTheSubjectAndAudienceThatItIsGiven() {
        run(
                issuer -> {
                    assertThat(JdkVerification.payload(variable("GOOD"))).contains("\"sub\":\"u1\"");
                    assertThat(audience("GOOD")).isEqualTo("https://api.example");
                    assertThat(audience("OTHER_AUDIENCE")).isNotEqualTo("https://api.example");
                    assertThat(text(out))
                            .contains("better-auth.origin=" + issuer.origin()
                                    + "\n#   jotguard.audience=https://api.example\n")
                            .contains("<param-name>audience</param-name><param-value>https://api.example<");
                },
                "--subject",
                "u1",
                "--audience",
                "https://api.example");
    }

    @Test
    void servesMetadataForVerifiersThatLookForTheKeys() {
        run(issuer -> assertThat(fetched(URI.create(issuer.issuer() + "/.well-known/openid-configuration")))
                .contains("\"jwks_uri\":\"" + issuer.jwksUri() + "\""));
    }

    @Test
    void printsAShellScriptThatIsAllCommentsButForTheTokens() {
        run(issuer -> assertThat(text(out).lines())
                .allMatch(line -> line.startsWith("#") || line.matches("[A-Z_]+=[A-Za-z0-9._-]+"))
                .filteredOn(line -> !line.startsWith("#"))
                .hasSize(3));
    }

    @Test
    void endsWithTheProgram() {
        TestIssuer[] ended = new TestIssuer[1];
        run(issuer -> ended[0] = issuer);

        assertThat(run(issuer -> {}, "--port", "" + ended[0].jwksUri().getPort()))
                .isZero();
    }

    @Test
    void saysThatThePortIsTaken() {
        try (TestIssuer other = TestIssuer.start()) {
            String port = "" + other.jwksUri().getPort();

            assertThat(run(issuer -> {}, "--port", port)).isEqualTo(IssuerProgram.PORT_TAKEN);
            assertThat(text(err)).startsWith("port " + port + " cannot be listened on: ");
            assertThat(out.size()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--port 65536,           --port must be a number between 0 and 65535",
        "--port -1,              --port must be a number between 0 and 65535",
        "--port many,            --port must be a number between 0 and 65535",
        "--port,                 --port needs a value",
        "--audience --subject a, --audience needs a value",
        "--subject a --subject b, --subject may be given once",
        "--subject a 9000,       argument 3 is no option that is known",
        "eyJhbGciOiJ9,           argument 1 is no option that is known"
    })
    void refusesArgumentsThatItCannotUse(String arguments, String complaint) {
        int status = run(issuer -> {}, arguments.split(" "));

        assertThat(status).isEqualTo(IssuerProgram.WRONG_USAGE);
        assertThat(text(err).lines()).first().isEqualTo(complaint);
        assertThat(text(err)).contains("\nUsage: java -jar ").doesNotContain("eyJ");
        assertThat(out.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"--help", "-h", "--port 0 --help"})
    void explainsItself(String arguments) {
        int status = run(issuer -> {}, arguments.split(" "));

        assertThat(status).isZero();
        assertThat(text(out)).startsWith("Usage: ").contains("--port", "--audience", "--subject", "--help");
    }

    private int run(Consumer<TestIssuer> whileItRuns, String... arguments) {
        return new IssuerProgram(print(out), print(err), whileItRuns).run(arguments);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, false, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private String variable(String name) {
        return text(out)
                .lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    private long expiration(String variable) {
        return Long.parseLong(JdkVerification.payload(variable(variable)).replaceAll(".*\"exp\":(\\d+).*", "$1"));
    }

    private String audience(String variable) {
        return JdkVerification.member(JdkVerification.payload(variable(variable)), "aud");
    }

    private static String fetched(URI uri) {
        try {
            return Http.get(uri).body();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean isVerified(String token, String jwkSet) {
        try {
            return JdkVerification.verifies(token, jwkSet);
        } catch (GeneralSecurityException failed) {
            throw new AssertionError(failed);
        }
    }
}
