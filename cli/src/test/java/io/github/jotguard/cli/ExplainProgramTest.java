package io.github.jotguard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jotguard.JwtRejectedException;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.RejectionReason;
import io.github.jotguard.issuers.KnownIssuers;
import io.github.jotguard.testing.CompactJws;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainProgramTest {

    /** Of the JSON in a token, itself included. */
    private static final int MAX_DEPTH = 64;

    private final TestIssuer issuer = TestIssuer.builder().discovery(true).start();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private boolean isTerminal;

    @AfterEach
    void close() {
        issuer.close();
    }

    @Test
    void accepts() throws IOException {
        assertThat(run(issuer.token(), "--better-auth", issuer.origin())).isEqualTo(ExitStatus.ACCEPTED);
        assertThat(printed())
                .startsWith("ACCEPTED")
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

    /** Keys at hand, an application judges the signature first, so a forged token is a forged one whatever its claims say. */
    @Test
    void givesTheReasonOfAnApplicationThatRuns() throws IOException {
        TestKey other = TestKey.generate("EdDSA");
        String[] tokens = {
            issuer.token(t ->
                    t.audience("https://other.example.com").signedWith(other).keyId(issuer.keyId())),
            issuer.token(
                    t -> t.expiresIn(Duration.ofHours(-1)).signedWith(other).keyId(issuer.keyId())),
            issuer.token(t -> t.expiresIn(Duration.ofHours(-1)).keyId("unknown")),
            issuer.token(t -> t.keyId("unknown")),
            issuer.token(t -> t.audience("https://other.example.com"))
        };
        String[] reasons = {"bad_signature", "bad_signature", "expired", "unknown_key", "wrong_audience"};
        try (JwtVerifier application =
                JwtVerifier.trusting(KnownIssuers.betterAuth(issuer.origin()).build())) {
            application.verify(issuer.token());
            for (int i = 0; i < tokens.length; i++) {
                String token = tokens[i];

                assertThat(run(token, "--better-auth", issuer.origin())).isEqualTo(ExitStatus.REJECTED);
                assertThat(printed()).contains("REJECTED: " + reasons[i] + System.lineSeparator());
                assertThatThrownBy(() -> application.verify(token))
                        .isInstanceOfSatisfying(JwtRejectedException.class, rejected -> assertThat(printed())
                                .contains("REJECTED: " + rejected.reason().code()));
            }
        }
    }

    @Test
    void saysOfAHopelessTokenWithoutKeysThatItsSignatureWasNotChecked() throws IOException {
        String expired = issuer.token(t -> t.expiresIn(Duration.ofHours(-1)));
        run(expired, "--better-auth", issuer.origin());
        assertThat(printed()).contains("REJECTED: expired").doesNotContain("was not checked");
        issuer.goDown();

        assertThat(run(expired, "--better-auth", issuer.origin())).isEqualTo(ExitStatus.REJECTED);
        assertThat(printed())
                .contains("REJECTED: expired", "The signature was not " + "checked", ": unavailable, from ");
        assertThat(run(issuer.token(), "--better-auth", issuer.origin())).isEqualTo(ExitStatus.KEYS_UNAVAILABLE);
        assertThat(printed()).contains("?     key").doesNotContain("FAIL", "was not checked");
    }

    @Test
    void saysWhereTheMetadataAreLookedFor() throws IOException {
        try (TestIssuer bare = TestIssuer.start()) {
            assertThat(run(bare.token(), "--issuer", bare.issuer(), "--audience", bare.audience()))
                    .isEqualTo(ExitStatus.KEYS_UNAVAILABLE);
            assertThat(printed())
                    .contains(bare.issuer() + "/.well-known/openid-configuration")
                    .contains(bare.issuer() + "/.well-known/oauth-authorization-server")
                    .contains("--jwks ADDRESS", "--better-auth ORIGIN");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://id.example.com/, https://id.example.com/.well-known/oauth-authorization-server",
        "https://id.example.com/realms/a, https://id.example.com/.well-known/oauth-authorization-server/realms/a",
        "https://id.example.com/realms/a/, https://id.example.com/.well-known/oauth-authorization-server/realms/a"
    })
    void knowsThePlacesOfTheMetadataOfAnIssuerWithAPath(String name, String second) throws UsageException {
        String first = name.replaceFirst("/$", "") + "/.well-known/openid-configuration";

        assertThat(new Settings(Arguments.parse("--issuer", name), variable -> null).metadata())
                .containsExactly(first, second);
        assertThat(new Settings(Arguments.parse("--issuer", name, "--jwks", name), variable -> null).metadata())
                .isEmpty();
    }

    @Test
    void takesATypeOrNoneUnlessOneIsRequired() throws IOException {
        String[] options = {"--better-auth", issuer.origin(), "--type", "at+jwt"};
        String[] strict = {"--better-auth", issuer.origin(), "--type", "at+jwt", "--require-type"};
        String untyped = issuer.token();
        String typed = issuer.token(t -> t.type("at+jwt"));

        assertThat(run(untyped, options)).isEqualTo(ExitStatus.ACCEPTED);
        assertThat(run(untyped, strict)).isEqualTo(ExitStatus.REJECTED);
        assertThat(printed()).contains("REJECTED: wrong_type");
        assertThat(run(typed, strict)).isEqualTo(ExitStatus.ACCEPTED);
    }

    @Test
    void saysWhatIsAroundTheToken() throws IOException {
        String token = issuer.token();
        Map<String, String> says = Map.of(
                "Bearer " + token,
                "begins with \"Bearer\"",
                "bearer:" + token,
                "begins with \"Bearer\"",
                "Authorization: Bearer " + token,
                "begins with \"Authorization:\"",
                "{\"token\":\"" + token + "\"}",
                "is JSON: take the value of token",
                "\"" + token + "\"",
                "quotes around it",
                token.substring(0, 30) + "\n" + token.substring(30),
                "line break inside it",
                token.replace(".", "%2E"),
                "percent signs in it",
                token + "=",
                "padding of base64");

        for (Map.Entry<String, String> one : says.entrySet()) {
            assertThat(run(one.getKey(), "--better-auth", issuer.origin())).isEqualTo(ExitStatus.REJECTED);
            assertThat(printed())
                    .contains("REJECTED: malformed", one.getValue())
                    .doesNotContain(token.substring(10, 30));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "null, writes for a variable",
        "undefined, writes for a variable",
        "[object Object], writes for a variable",
        "nullable, It has fewer than 3 segments: a session token or an opaque token",
        "a.b, a session token or an opaque token",
        "a1B2c3D4.c2ln+bmF0dXJl/Q==, a session token or an opaque token",
        "a1B2c3D4.c2ln%2BbmF0dXJl%3D, a session token or an opaque token",
        "eyJhbGciOiJFZERTQSJ9, It has 1 segment; a signed JWT has 3",
        "eyJhbGciOiJFZERTQSJ9.e30, It has 2 segments; a signed JWT has 3",
        "a.b.c.d, It has 4 segments",
        "nullable, ask the issuer for a JWT",
        "a.b.c.d.e, It has 5 segments: an encrypted token",
        "a.b.c.d.e, Ask the issuer for a signed token",
        "a.b.c, It looks like a JWT",
        "a.b.c/d, base64url",
        "a.b.ü, characters in it that no JWT has"
    })
    void saysWhatIsNoTokenAtAll(String input, String says) throws IOException {
        assertThat(run(input, "--better-auth", issuer.origin())).isEqualTo(ExitStatus.REJECTED);
        assertThat(printed()).contains("REJECTED: malformed", says);
    }

    @Test
    void saysThatACharacterMoreOrLessIsDamage() throws IOException {
        String token = issuer.token();
        char last = token.charAt(token.length() - 1);

        run(token.substring(0, token.length() - 1) + (char) (last + 1), "--better-auth", issuer.origin());

        assertThat(printed()).contains("REJECTED: malformed", "one character that is changed or cut off");
    }

    @Test
    void saysWhatTheIssuerWritesWrong() throws IOException {
        Map<String, String> says = Map.of(
                issuer.token(t -> t.claim("sub", 42)),
                "as another type than the standard requires",
                issuer.token(t -> t.keyId("k".repeat(1_025))),
                "give the key a shorter kid",
                issuer.token().replaceFirst("\\.", "=."),
                "AWS load balancers write it");

        for (Map.Entry<String, String> one : says.entrySet()) {
            assertThat(run(one.getKey(), "--better-auth", issuer.origin())).isEqualTo(ExitStatus.REJECTED);
            assertThat(printed()).contains("REJECTED: malformed", one.getValue());
        }
    }

    @Test
    void saysThatAMemberIsThereTwice() throws IOException {
        String token = issuer.token();
        String twice =
                CompactJws.parse(token).payload("{\"sub\":\"a\",\"sub\":\"b\"}").toString();
        String inTheHeader = CompactJws.parse(token)
                .header("{\"alg\":\"EdDSA\",\"x\":{\"y\":1,\"y\":2}}")
                .toString();

        for (String wrong : new String[] {twice, inTheHeader}) {
            assertThat(run(wrong, "--better-auth", issuer.origin())).isEqualTo(ExitStatus.REJECTED);
            assertThat(printed())
                    .contains("REJECTED: malformed", "The issuer writes a member twice. It must write each once");
        }
    }

    @Test
    void saysThatClaimsAreNestedTooDeep() throws IOException {
        String atTheLimit = issuer.token(t -> t.claim("x", nested(MAX_DEPTH - 1)));
        String beyond = issuer.token(t -> t.claim("x", nested(MAX_DEPTH)));

        assertThat(run(atTheLimit, "--better-auth", issuer.origin())).isEqualTo(ExitStatus.ACCEPTED);
        assertThat(run(beyond, "--better-auth", issuer.origin())).isEqualTo(ExitStatus.REJECTED);
        assertThat(printed())
                .contains("REJECTED: malformed", "The issuer nests its claims deeper than " + MAX_DEPTH + " levels");
    }

    /** Lists in each other. */
    private static Object nested(int depth) {
        return depth == 1 ? List.of() : List.of(nested(depth - 1));
    }

    @Test
    void saysWhatLightweightTokensLack() throws IOException {
        String token =
                issuer.token(t -> t.withoutClaim("aud").withoutClaim("sub").claim("typ", "Bearer"));

        assertThat(run(token, "--better-auth", issuer.origin())).isEqualTo(ExitStatus.REJECTED);
        assertThat(printed())
                .contains(
                        "REJECTED: missing_claim",
                        "a lightweight token of Keycloak",
                        "switch them off for " + "the client");
    }

    @Test
    void namesTheKeysThatAreAtHand(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("jwks.json"), issuer.jwkSetJson());

        run(issuer.token(), "--any-issuer", "--jwks-file", file.toString(), "--no-audience-check");

        assertThat(printed()).contains("Keys of any issuer: fresh, from static JWK Set, kid " + issuer.keyId());
    }

    @Test
    void waitsVisiblyAtATerminalOnly() throws IOException {
        run(issuer.token(), "--better-auth", issuer.origin());
        assertThat(complained()).isEmpty();

        isTerminal = true;
        run(issuer.token(), "--better-auth", issuer.origin());
        assertThat(complained()).startsWith("Waiting for the token");
    }

    @ParameterizedTest
    @CsvSource({
        "--better-auth http://app.example.com, --allow-unencrypted-http",
        "--better-auth https://app.example.com --clock-skew -1, from 0 to 600",
        "--better-auth https://app.example.com --clock-skew 601, from 0 to 600",
        "--better-auth https://app.example.com --algorithm HS256, Give --secret-env NAME",
        "--any-issuer --audience a --secret-env SECRET --algorithm RS256, Give --jwks ADDRESS",
        "--better-auth https://app.example.com --allow-missing-expiration --require exp, "
                + "--allow-missing-expiration and --require exp contradict each other; give one of them",
        "--better-auth https://app.example.com --no-audience-check --audience-claim azp, --audience-claim and",
        "--better-auth https://app.example.com --jwks-file f, --issuer ORIGIN --audience ORIGIN --require sub",
        "'--better-auth https://app.example.com --audience ,', --audience needs a value",
        "--better-atuh https://app.example.com, --better-atuh is not a known option",
        "--issuer=https://id.example.com --audience a, --issuer takes its value as the next argument",
        "--no-audience-check=true, Argument 1 is not",
        "--a-long-option-that-could-be-anything, Argument 1 is not",
        "--SECRET, Argument 1 is not"
    })
    void complainsInOptionsAndNotInJava(String line, String says) throws IOException {
        assertThat(run("irrelevant", line.split(" "))).isEqualTo(ExitStatus.USAGE);
        assertThat(complained()).contains(says).doesNotContain("(...)", "()", "PT", "algorithms", "builder");
    }

    @Test
    void takesABetterAuthServerOverHttpOnDemand() throws UsageException {
        Arguments demand = Arguments.parse("--better-auth", "http://app.example.com", "--allow-unencrypted-http");

        try (JwtVerifier verifier = new Settings(demand, variable -> null).verifier()) {
            assertThat(verifier.status().issuers()).containsOnlyKeys("http://app.example.com");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "connection refused, connection refused",
        "'no complete response within PT3S, connecting', 'no complete response within 3 seconds, connecting'",
        "HTTP status 404, HTTP status 404"
    })
    void saysForPeopleWhyAFetchFails(String lastError, String says) {
        assertThat(Wording.failure(lastError)).isEqualTo(says);
    }

    @Test
    void saysWhatWasExpectedAndWhatWasThere() throws IOException {
        String token = issuer.token(t -> t.audience("https://other.example.com"));

        assertThat(run(token, "--better-auth", issuer.origin())).isEqualTo(ExitStatus.REJECTED);
        assertThat(printed())
                .contains("FAIL  aud", "https://other.example.com", "REJECTED: wrong_audience")
                .contains(
                        "https://github.com/jotguard/jotguard/blob/main/docs/why-is-my-token-rejected.md#wrong_audience")
                .contains("More: docs/why-is-my-token-rejected.md#wrong_audience")
                .contains("ok    signature", "-     required");
    }

    @Test
    void rejectsAForgery() throws IOException {
        String token = issuer.token(t -> t.signedWith(TestKey.generate("EdDSA")).keyId(issuer.keyId()));

        assertThat(run(token, "--better-auth", issuer.origin())).isEqualTo(ExitStatus.REJECTED);
        assertThat(printed()).contains("REJECTED: bad_signature");
    }

    @Test
    void tellsKeysThatCannotBeHadFromABadToken() throws IOException {
        issuer.failWith(404);

        assertThat(run(issuer.token(), "--better-auth", issuer.origin())).isEqualTo(ExitStatus.KEYS_UNAVAILABLE);
        assertThat(printed()).contains("NOT VERIFIED", "HTTP status 404", "#keys_unavailable");
    }

    @Test
    void takesWhiteSpaceAroundTheTokenAndNoneInside() throws IOException {
        String token = issuer.token();

        assertThat(run("\n  " + token + "\r\n", "--better-auth", issuer.origin()))
                .isEqualTo(ExitStatus.ACCEPTED);
        assertThat(run("Bearer " + token, "--better-auth", issuer.origin())).isEqualTo(ExitStatus.REJECTED);
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
    void rejectsATokenOnTheCommandLineWithoutQuotingIt() throws IOException {
        String token = issuer.token();

        for (String[] line :
                new String[][] {{"--better-auth", issuer.origin(), token}, {"--issuer", token}, {"--jwks", token}}) {
            assertThat(run("", line)).isEqualTo(ExitStatus.USAGE);
            assertThat(complained()).contains("can be seen by every user").doesNotContain(token.substring(0, 20));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--audience a",
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
        assertThat(run("irrelevant", line.split(" "))).isEqualTo(ExitStatus.USAGE);
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
        for (String option : new String[] {"--help", "-h"}) {
            assertThat(run("", option)).isEqualTo(ExitStatus.ACCEPTED);
            assertThat(printed()).contains("--better-auth ORIGIN", "--require-type", "Exit status");
        }
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
                        environment::get,
                        () -> isTerminal)
                .run(options);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
