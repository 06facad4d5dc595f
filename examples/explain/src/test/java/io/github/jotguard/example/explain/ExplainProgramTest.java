package io.github.jotguard.example.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.RejectionReason;
import io.github.jotguard.testing.TestIssuer;
import io.github.jotguard.testing.TestKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainProgramTest {

    private final TestIssuer issuer = TestIssuer.builder().discovery(true).start();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @AfterEach
    void close() {
        issuer.close();
    }

    @Test
    void accepts() throws IOException {
        assertThat(run(issuer.token(), "--better-auth", issuer.origin())).isEqualTo(ExitStatus.ACCEPTED);
        assertThat(printed())
                .contains("ACCEPTED", "ok    signature", issuer.keyId())
                .doesNotContain("FAIL");
    }

    @Test
    void findsTheKeysThroughTheMetadataOfTheIssuer() throws IOException {
        assertThat(run(issuer.token(), "--issuer", issuer.issuer(), "--audience", issuer.audience()))
                .isEqualTo(ExitStatus.ACCEPTED);
    }

    @Test
    void takesKeysFromAFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("jwks.json"), issuer.jwkSetJson());
        issuer.goDown();

        assertThat(run(issuer.token(), "--any-issuer", "--jwks-file", file.toString(), "--no-audience-check"))
                .isEqualTo(ExitStatus.ACCEPTED);
    }

    @Test
    void takesASharedSecretFromTheEnvironment() throws IOException {
        byte[] secret = "a secret of at least thirty-two bytes".getBytes(StandardCharsets.UTF_8);
        try (TestIssuer sharing = TestIssuer.builder().sharedSecret(secret).start()) {
            String[] options = {"--issuer", sharing.issuer(), "--audience", sharing.audience(), "--secret-env", "SECRET"
            };

            assertThat(run(sharing.token(), options)).isEqualTo(ExitStatus.ACCEPTED);
            assertThat(printed()).doesNotContain("thirty-two");
        }
    }

    @Test
    void saysWhatWasExpectedAndWhatWasThere() throws IOException {
        String token = issuer.token(t -> t.audience("https://other.example.com"));

        assertThat(run(token, "--better-auth", issuer.origin())).isEqualTo(ExitStatus.REFUSED);
        assertThat(printed())
                .contains("FAIL  aud", "https://other.example.com", "REFUSED: wrong_audience")
                .contains(
                        "https://github.com/jotguard/jotguard/blob/main/docs/why-is-my-token-refused.md#wrong_audience")
                .contains("-     required");
    }

    @Test
    void refusesAForgery() throws IOException {
        String token = issuer.token(t -> t.signedWith(TestKey.generate("EdDSA")).keyId(issuer.keyId()));

        assertThat(run(token, "--better-auth", issuer.origin())).isEqualTo(ExitStatus.REFUSED);
        assertThat(printed()).contains("REFUSED: bad_signature");
    }

    @Test
    void tellsKeysThatCannotBeHadFromABadToken() throws IOException {
        issuer.failWith(404);

        assertThat(run(issuer.token(), "--better-auth", issuer.origin())).isEqualTo(ExitStatus.KEYS_UNAVAILABLE);
        assertThat(printed()).contains("NOT JUDGED", "HTTP status 404", "#keys_unavailable");
    }

    @Test
    void takesWhiteSpaceAroundTheTokenAndNoneInside() throws IOException {
        String token = issuer.token();

        assertThat(run("\n  " + token + "\r\n", "--better-auth", issuer.origin()))
                .isEqualTo(ExitStatus.ACCEPTED);
        assertThat(run("Bearer " + token, "--better-auth", issuer.origin())).isEqualTo(ExitStatus.REFUSED);
    }

    @Test
    void neverPrintsTheToken() throws IOException {
        String good = issuer.token();
        String expired = issuer.token(t -> t.expiresIn(Duration.ofHours(-1)));
        for (String token : new String[] {good, expired, good + "x", good.replace('.', '!'), "x" + good}) {
            run(token, "--better-auth", issuer.origin());
            for (String part : token.split("[.!]")) {
                assertThat(printed() + complained()).doesNotContain(part.substring(0, 20));
            }
        }
    }

    @Test
    void refusesATokenOnTheCommandLineWithoutQuotingIt() throws IOException {
        String token = issuer.token();

        assertThat(run("", "--better-auth", issuer.origin(), token)).isEqualTo(ExitStatus.USAGE);
        assertThat(complained()).contains("can be seen by every user").doesNotContain(token.substring(0, 20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--issuer",
                "--issuer --audience",
                "--unknown",
                "stray",
                "--issuer https://id.example.com",
                "--any-issuer --audience a",
                "--issuer http://id.example.com --audience a",
                "--issuer https://id.example.com --audience a --no-audience-check",
                "--better-auth https://app.example.com --issuer https://id.example.com",
                "--better-auth https://app.example.com/path",
                "--better-auth https://app.example.com --algorithm none",
                "--better-auth https://app.example.com --algorithm HS256",
                "--better-auth https://app.example.com --clock-skew long",
                "--better-auth https://app.example.com --clock-skew 601",
                "--issuer a --issuer b --audience c",
                "--any-issuer --audience a --secret-env NOT_SET",
                "--any-issuer --audience a --jwks-file /no/such/file"
            })
    void saysWhatIsWrongWithTheCommandLine(String line) throws IOException {
        String[] options = line.isEmpty() ? new String[0] : line.split(" ");

        assertThat(run("irrelevant", options)).isEqualTo(ExitStatus.USAGE);
        assertThat(printed()).isEmpty();
        assertThat(complained().lines().count()).isEqualTo(2);
    }

    @Test
    void wantsATokenOnStandardInput() throws IOException {
        assertThat(run(" \n", "--better-auth", issuer.origin())).isEqualTo(ExitStatus.USAGE);
        assertThat(complained()).contains("no token on standard input");
    }

    @Test
    void showsItsOptions() throws IOException {
        assertThat(run("", "--help")).isEqualTo(ExitStatus.ACCEPTED);
        assertThat(printed()).contains("--better-auth ORIGIN", "Exit status");
    }

    @ParameterizedTest
    @EnumSource
    void hasARemedyForEveryReason(RejectionReason reason) {
        assertThat(Hints.remedy(reason)).endsWith(".");
    }

    private ExitStatus run(String input, String... options) throws IOException {
        out.reset();
        err.reset();
        Map<String, String> environment = Map.of("SECRET", "a secret of at least thirty-two bytes");
        return new ExplainProgram(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        environment::get)
                .run(options);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
