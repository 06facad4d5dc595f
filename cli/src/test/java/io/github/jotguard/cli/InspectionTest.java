package io.github.jotguard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.jotguard.testing.TestIssuer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without options a token is described, and settings for its issuer are proposed. */
class InspectionTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private String inspect(String input) throws IOException {
        ExitStatus status = new ExplainProgram(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        name -> null,
                        () -> false)
                .run();
        assertThat(status).isEqualTo(ExitStatus.NOT_VERIFIED);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String token(String header, String claims) {
        return encoded(header) + "." + encoded(claims) + "." + encoded("signature");
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String rs256(String claims) {
        return token("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"k1\"}", claims);
    }

    private static Arguments kind(String title, String token) {
        return argumentSet(title, title, token);
    }

    static Stream<Arguments> kinds() {
        String realm = "\"iss\":\"https://id.example.com/realms/main\"";
        return Stream.of(
                kind(
                        "access token, as Keycloak makes them",
                        rs256("{" + realm + ",\"typ\":\"Bearer\",\"aud\":\"api\",\"sub\":\"u\"}")),
                kind("ID token, as Keycloak makes them", rs256("{" + realm + ",\"typ\":\"ID\",\"aud\":\"web\"}")),
                kind(
                        "refresh token, as Keycloak makes them",
                        token("{\"alg\":\"HS512\"}", "{" + realm + ",\"typ\":\"Refresh\",\"aud\":\"x\"}")),
                kind("refresh token, as Keycloak makes them", rs256("{" + realm + ",\"typ\":\"Offline\"}")),
                kind(
                        "logout token, as Keycloak makes them",
                        token("{\"alg\":\"RS256\",\"typ\":\"logout+jwt\"}", "{" + realm + ",\"aud\":\"web\"}")),
                kind("logout token, of a foreign issuer", rs256("{\"iss\":\"x\",\"events\":{}}")),
                kind("lightweight access token, as Keycloak makes them", rs256("{" + realm + ",\"typ\":\"Bearer\"}")),
                kind(
                        "access token, bound to a DPoP key, as Keycloak makes them",
                        rs256("{" + realm + ",\"typ\":\"DPoP\",\"aud\":\"api\",\"cnf\":{\"jkt\":\"t\"}}")),
                kind(
                        "access token, bound to a DPoP key and a client certificate, of a foreign issuer",
                        token(
                                "{\"alg\":\"ES256\",\"typ\":\"application/at+jwt\"}",
                                "{\"iss\":\"https://as.example.com\",\"aud\":\"a\",\"cnf\":{\"jkt\":\"t\",\"x5t#S256\":\"c\"}}")),
                kind(
                        "access token, as Better Auth (OAuth provider) makes them",
                        token(
                                "{\"alg\":\"EdDSA\",\"typ\":\"at+jwt\"}",
                                "{\"iss\":\"http://localhost:3000/api/auth\",\"aud\":[\"http://localhost:8080/mcp\"]}")),
                kind(
                        "access token, as Amazon Cognito makes them",
                        rs256("{\"iss\":\"https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_X\","
                                + "\"token_use\":\"access\",\"client_id\":\"app\"}")),
                kind(
                        "access token, as Amazon Cognito makes them",
                        rs256("{\"iss\":\"https://issuer.cognito-idp.eu-central-1.amazonaws.com/eu-central-1_X\","
                                + "\"token_use\":\"access\",\"client_id\":\"app\"}")),
                kind(
                        "ID token, as Google makes them",
                        rs256("{\"iss\":\"https://accounts.google.com\",\"aud\":\"c\",\"at_hash\":\"h\"}")),
                kind(
                        "session cookie, of a foreign issuer",
                        rs256("{\"iss\":\"https://app.example.com\",\"session\":{},\"user\":{}}")),
                kind(
                        "DPoP proof, without an issuer",
                        token("{\"alg\":\"ES256\",\"typ\":\"dpop+jwt\"}", "{\"jti\":\"1\"}")),
                kind(
                        "introspection response, of a foreign issuer",
                        token("{\"alg\":\"ES256\",\"typ\":\"token-introspection+jwt\"}", "{\"iss\":\"x\"}")),
                kind(
                        "service account token of Kubernetes, as Kubernetes makes them",
                        rs256("{\"iss\":\"https://kubernetes.default.svc\",\"aud\":\"a\",\"kubernetes.io\":{}}")),
                kind("access token, probably, of a foreign issuer", rs256("{\"iss\":\"x\",\"scope\":\"read\"}")),
                kind("signed JWT of no kind that is known here, without an issuer", rs256("{\"jti\":\"1\"}")));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void namesTheKindFirst(String title, String token) throws IOException {
        assertThat(inspect(token)).startsWith("NOT VERIFIED: " + title + System.lineSeparator());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0paque-t0ken", "a.b", "a.b.c", "a.b.c.d.e", "Bearer eyJhbGciOiJub25lIn0.e30.", "{}"})
    void saysWhatIsNoSignedJwt(String input) throws IOException {
        assertThat(inspect(input)).startsWith("NOT A SIGNED JWT").doesNotContain(input);
    }

    @Test
    void rejectsDuplicateMembers() throws IOException {
        assertThat(inspect(rs256("{\"iss\":\"a\",\"iss\":\"b\"}"))).startsWith("NOT A SIGNED JWT");
    }

    @Test
    void namesTheMissingAudienceMapperOfKeycloak() throws IOException {
        String token = rs256("{\"iss\":\"https://id.example.com/realms/main\",\"typ\":\"Bearer\",\"aud\":\"account\"}");

        assertThat(inspect(token))
                .contains("No settings can be proposed: aud names only a service of the issuer itself.")
                .contains("an audience mapper does that: docs/issuers/keycloak.md")
                .doesNotContain("audience: account");
    }

    @Test
    void proposesSettingsForKeycloak() throws IOException {
        assertThat(inspect(rs256("{\"iss\":\"https://id.example.com/realms/main\",\"typ\":\"Bearer\","
                        + "\"aud\":[\"account\",\"cases-api\",\"other-api\"],\"sub\":\"u\"}")))
                .contains(
                        """
                            jotguard:
                              issuer: https://id.example.com/realms/main
                              audience: cases-api     # or: other-api
                              algorithms: RS256
                              claims.typ: [Bearer, DPoP]
                        """,
                        "--issuer https://id.example.com/realms/main --audience cases-api --algorithm RS256 < token.txt",
                        "docs/issuers/keycloak.md");
    }

    @Test
    void proposesThePresetOfBetterAuth() throws IOException {
        assertThat(inspect(token(
                        "{\"alg\":\"EdDSA\"}",
                        "{\"iss\":\"https://app.example.com\",\"aud\":\"https://app.example.com\",\"sub\":\"u\"}")))
                .contains(
                        "better-auth.origin: https://app.example.com",
                        "--better-auth https://app.example.com < token.txt",
                        "docs/issuers/better-auth.md");
    }

    @Test
    void proposesTheClaimThatNamesTheApplication() throws IOException {
        assertThat(inspect(rs256("{\"iss\":\"https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_X\","
                        + "\"token_use\":\"access\",\"client_id\":\"app\"}")))
                .contains("audience-claim: client_id", "audience: app");
    }

    @Test
    void proposesASharedSecret() throws IOException {
        assertThat(inspect(token(
                        "{\"alg\":\"HS256\"}",
                        "{\"iss\":\"https://app.example.com\",\"aud\":\"https://app.example.com\",\"sub\":\"u\"}")))
                .contains(
                        "secret: ${JWT_SECRET}", "--secret-env JWT_SECRET", "everybody who can verify it can make one");
    }

    /** The proposal is meant to be pasted, so that nothing that a sender made up may end its line or its quotes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example.com\\nsecret: x",
                "https://a'b",
                "https://a\\\"b",
                "https://a b",
                "https://a#b",
                "$(x)"
            })
    void copiesNothingOddIntoSettings(String issuer) throws IOException {
        assertThat(inspect(rs256("{\"iss\":\"" + issuer + "\",\"aud\":\"api\",\"scope\":\"x\"}")))
                .contains("No settings can be proposed")
                .doesNotContain("jotguard:", "\nsecret: x");
    }

    @Test
    void quotesWhatYamlReadsAsSomethingElse() throws IOException {
        assertThat(inspect(rs256("{\"iss\":\"https://a.example.com\",\"aud\":\"12345\",\"scope\":\"x\"}")))
                .contains("audience: \"12345\"");
        assertThat(inspect(rs256("{\"iss\":\"https://a.example.com/?a=b&c\",\"aud\":\"x\",\"scope\":\"x\"}")))
                .contains("--issuer 'https://a.example.com/?a=b&c'");
    }

    @Test
    void proposesNothingForTokensThatNoApiTakes() throws IOException {
        assertThat(inspect(rs256("{\"iss\":\"https://id.example.com/realms/main\",\"typ\":\"ID\",\"aud\":\"web\"}")))
                .contains("Send the access token")
                .doesNotContain("jotguard:");
    }

    @Test
    void saysWhatIsMissingForSettings() throws IOException {
        assertThat(inspect(rs256("{\"iss\":\"https://as.example.com\",\"scope\":\"x\"}")))
                .contains("the token has no aud");
        assertThat(inspect(rs256("{\"aud\":\"x\",\"scope\":\"x\"}"))).contains("the token has no iss");
        assertThat(inspect(token(
                        "{\"alg\":\"none\"}", "{\"iss\":\"https://as.example.com\",\"aud\":\"x\",\"scope\":\"x\"}")))
                .contains("the token is not signed");
        assertThat(inspect(token(
                        "{\"alg\":\"XS256\"}", "{\"iss\":\"https://as.example.com\",\"aud\":\"x\",\"scope\":\"x\"}")))
                .contains("an alg that is not supported");
    }

    @Test
    void showsTimesAndCutsLongTexts() throws IOException {
        String printed =
                inspect(rs256("{\"iss\":\"" + "a".repeat(81) + "\",\"exp\":1,\"iat\":99999999999,\"nbf\":1e300,"
                        + "\"scope\":\"x\\u001b[31m\",\"aud\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\"]}"));

        assertThat(printed)
                .contains(
                        "exp        1970-01-01T00:00:01Z (past)",
                        "iat        5138-11-16T09:46:39Z (in the future)",
                        "iss        " + "a".repeat(80) + "..." + System.lineSeparator(),
                        "scope      x?[31m",
                        "aud        1, 2, 3, 4, 5, ..." + System.lineSeparator());
    }

    @Test
    void asksNoAddressOfTheToken() throws IOException {
        try (TestIssuer issuer = TestIssuer.builder().discovery(true).start()) {
            assertThat(inspect(issuer.token())).contains("better-auth.origin: " + issuer.origin());

            assertThat(issuer.requests()).isZero();
        }
    }
}
