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
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerProgramTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("GOOD", "0123456789abcdef0123456789abcdef", "SHORT", "0123456789abcdef0123456789abcde", "EMPTY", "");

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

    @ParameterizedTest
    @ValueSource(strings = {"EdDSA", "ES256", "RS256", "PS256", "ES512"})
    void signsWithTheAlgorithmThatItIsGiven(String algorithm) {
        run(
                issuer -> {
                    assertThat(JdkVerification.header(variable("GOOD"))).contains("\"alg\":\"" + algorithm + "\"");
                    assertThat(isVerified(variable("GOOD"), fetched(issuer.jwksUri())))
                            .isTrue();
                    assertThat(text(out).contains("jotguard.algorithms=" + algorithm + "\n"))
                            .isEqualTo(algorithm.matches("PS256|ES512"));
                },
                "--algorithm",
                algorithm);
    }

    @ParameterizedTest
    @CsvSource({"HS256, false", "HS384, true", "HS512, true"})
    void signsWithTheSecretThatTheEnvironmentHolds(String algorithm, boolean named) {
        run(
                issuer -> {
                    assertThat(JdkVerification.header(variable("GOOD"))).contains("\"alg\":\"" + algorithm + "\"");
                    assertThat(issuer.sharedSecret())
                            .asString(StandardCharsets.UTF_8)
                            .isEqualTo(ENVIRONMENT.get("GOOD"));
                    assertThat(text(out))
                            .contains("jotguard.secret=${GOOD}\n", "<param-name>secretEnv</param-name>")
                            .doesNotContain("better-auth", ENVIRONMENT.get("GOOD"));
                    assertThat(text(out).contains("jotguard.algorithms=" + algorithm))
                            .isEqualTo(named);
                },
                "--algorithm",
                algorithm,
                "--secret-env",
                "GOOD");
    }

    @Test
    void signsWithHs256WhenASecretIsAllThatItIsGiven() {
        run(
                issuer -> assertThat(JdkVerification.header(variable("GOOD"))).contains("\"alg\":\"HS256\""),
                "--secret-env",
                "GOOD");
    }

    @Test
    void addsClaimsToEveryToken() {
        run(
                issuer -> assertThat(List.of("GOOD", "EXPIRED", "OTHER_AUDIENCE"))
                        .allSatisfy(name -> assertThat(JdkVerification.payload(variable(name)))
                                .contains(
                                        "\"role\":\"admin=all\"",
                                        "\"level\":7",
                                        "\"verified\":true",
                                        "\"zip\":\"007\"",
                                        "\"groups\":[\"a\",\"b\"]",
                                        "\"note\":\"\"")),
                "--claim",
                "role=admin=all",
                "--claim",
                "level=7",
                "--claim",
                "verified=true",
                "--claim",
                "zip=007",
                "--claim",
                "groups=a",
                "--claim",
                "groups=b",
                "--claim",
                "note=");
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
        "--subject a 9000,       argument 3 is not a known option",
        "--port=9000,            --port takes its value as the next argument",
        "--claim=a=b,            --claim takes its value as the next argument",
        "=a,                     argument 1 is not a known option",
        "eyJhbGciOiJ9,           argument 1 is not a known option",
        "--algorithm none,       '--algorithm must be one of EdDSA, Ed25519, Ed448, ES256, ES384, ES512, "
                + "RS256, RS384, RS512, PS256, PS384, PS512, HS256, HS384, HS512'",
        "--algorithm eddsa,      '--algorithm must be one of EdDSA, Ed25519, Ed448, ES256, ES384, ES512, "
                + "RS256, RS384, RS512, PS256, PS384, PS512, HS256, HS384, HS512'",
        "--algorithm HS256,      --algorithm HS256 needs --secret-env with the name of an environment variable",
        "--algorithm RS256 --secret-env GOOD, '--secret-env is for HS256, HS384 and HS512, not for RS256'",
        "--secret-env NOT_SET,   --secret-env must name an environment variable that is set",
        "--secret-env EMPTY,     --secret-env must name an environment variable that is set",
        "--secret-env SHORT,     the variable of --secret-env must hold at least 32 bytes",
        "--claim,                --claim needs a value",
        "--claim role,           --claim needs name=value",
        "--claim =admin,         --claim needs name=value",
        "--claim exp=1,          '--claim cannot set iss, sub, aud, exp, nbf and iat; --subject and "
                + "--audience set two of them'"
    })
    void rejectsArgumentsThatItCannotUse(String arguments, String complaint) {
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
        assertThat(text(out))
                .startsWith("Usage: ")
                .contains("--port", "--audience", "--subject", "--claim", "--algorithm", "--secret-env", "--help");
    }

    private int run(Consumer<TestIssuer> whileItRuns, String... arguments) {
        return new IssuerProgram(print(out), print(err), ENVIRONMENT, whileItRuns).run(arguments);
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
