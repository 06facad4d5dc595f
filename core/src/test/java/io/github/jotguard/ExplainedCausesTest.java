package io.github.jotguard;

import static io.github.jotguard.RejectionReason.MALFORMED;
import static io.github.jotguard.RejectionReason.MISSING_CLAIM;
import static io.github.jotguard.RejectionReason.UNKNOWN_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.jotguard.Explanation.Check;
import io.github.jotguard.Explanation.Outcome;
import io.github.jotguard.jwks.RemoteJwkSet;
import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.testing.TestIssuer;
import io.github.jotguard.testing.TestKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An explanation gives the cause in words for what real issuers send and for what people take for a token. */
class ExplainedCausesTest {

    private static final Forge FORGE = Forge.of("EdDSA");
    private static final TestKey OTHER = TestKey.generate("EdDSA");
    private static final JwtVerifier VERIFIER =
            Trust.in(FORGE.issuer().build(), null).verifier();

    private static Check failed(Explanation explanation) {
        return explanation.checks().stream()
                .filter(check -> check.outcome() == Outcome.FAIL)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "a1B2c3D4e5F6g7H8, '1: an opaque token or a session token, not a JWT'",
        "a1B2c3D4.c2lnbmF0dXJl, '2: an opaque token or a session token, not a JWT'",
        "eyJhbGciOiJFZERTQSJ9, '1: the beginning of a JWT, cut off'",
        "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJhIn0, '2: the beginning of a JWT, cut off'",
        "'', no text",
        "a.b.c.d, 4",
        "eyJhbGciOiJkaXIifQ..aXY.Y2lwaGVydGV4dA.dGFn, 5: an encrypted token (JWE)",
        "a.b.c.d.e.f, 6",
    })
    void nameATokenThatIsNoSignedJwt(String token, String actual) {
        Explanation explanation = VERIFIER.explain(token);

        assertThat(explanation.reason()).contains(MALFORMED);
        assertThat(failed(explanation)).isEqualTo(new Check("structure", Outcome.FAIL, "three segments", actual));
    }

    static Stream<Arguments> malformedTokens() {
        String token = FORGE.token();
        String deep = "[".repeat(64) + "]".repeat(64);
        return Stream.of(
                argumentSet("padded", token.replaceFirst("\\.", "=."), "canonical base64url", "padding (=)"),
                argumentSet("padded at the end", token + "==", "canonical base64url", "padding (=)"),
                argumentSet(
                        "cut",
                        token.substring(0, token.length() - 1),
                        "canonical base64url",
                        "impossible base64url length"),
                claim("sub", "42", "sub that is a string", "a number"),
                claim("sub", "{}", "sub that is a string", "an object"),
                claim("iss", "[]", "iss that is a string", "an array"),
                claim("jti", "true", "jti that is a string", "true or false"),
                claim("exp", "\"1795262340\"", "exp that is a number", "a string"),
                claim("aud", "7", "aud that is a string or an array of strings", "a number"),
                claim("aud", "[7]", "aud that is a string or an array of strings", "an array with other elements"),
                claim("x", deep, "claims that are a JSON object", "nested too deep"),
                argumentSet(
                        "a claim twice",
                        FORGE.raw(FORGE.header(), Forge.claims().replaceFirst("\\{", "{\"sub\":\"user-2\",")),
                        "claims that are a JSON object",
                        "duplicate member"),
                header("kid", "7", "kid that is a string", "a number"),
                header("typ", "[]", "typ that is a string", "an array"),
                header("alg", "null", "alg", "(absent)"),
                header("kid", "\"" + "k".repeat(1_025) + "\"", "kid of at most 1024 characters", "1025"));
    }

    private static Arguments claim(String name, String json, String expected, String actual) {
        return argumentSet(name + " " + actual, FORGE.withClaims(name, json), expected, actual);
    }

    private static Arguments header(String name, String json, String expected, String actual) {
        return argumentSet("header " + name + " " + actual, FORGE.withHeader(name, json), expected, actual);
    }

    @ParameterizedTest
    @MethodSource("malformedTokens")
    void nameWhatIsMalformedAndShowNothingOfIt(String token, String expected, String actual) {
        Explanation explanation = VERIFIER.explain(token);

        assertThat(explanation.reason()).contains(MALFORMED);
        assertThat(failed(explanation).expected()).isEqualTo(expected);
        assertThat(failed(explanation).actual()).endsWith(actual);
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer, true",
        "bearer, true",
        "DPoP, true",
        "ID, false",
        "'', false",
    })
    void nameALightweightTokenOfKeycloak(String type, boolean isNamed) {
        String token = FORGE.withClaims("aud", null, "sub", null, "typ", type.isEmpty() ? null : Forge.quoted(type));
        JwtVerifier withoutAudience = Trust.in(
                        TrustedIssuer.builder(Forge.ISSUER, FORGE.keys())
                                .withoutAudienceCheck()
                                .requireClaims("sub")
                                .build(),
                        null)
                .verifier();

        for (JwtVerifier verifier : List.of(VERIFIER, withoutAudience)) {
            Explanation explanation = verifier.explain(token);

            assertThat(explanation.reason()).contains(MISSING_CLAIM);
            assertThat(failed(explanation).actual())
                    .isEqualTo(
                            isNamed
                                    ? "(absent), sub too: a lightweight token of Keycloak. Switch it off "
                                            + "for the client"
                                    : "(absent)");
        }
    }

    @Test
    void nameNoLightweightTokenThatHasAUser() {
        Explanation explanation = VERIFIER.explain(FORGE.withClaims("aud", null, "typ", "\"Bearer\""));

        assertThat(failed(explanation).actual()).isEqualTo("(absent)");
    }

    static Stream<Arguments> skippedKeys() {
        return Stream.of(
                skipped("an encryption key", jwk -> jwk.put("use", "enc"), "a use other than sig"),
                skipped(
                        "a private key",
                        jwk -> jwk.put("d", "AA"),
                        "a private or symmetric key, which must not be published"),
                skipped("a key of another type", jwk -> jwk.put("kty", "PQC"), "a kty that is not supported"),
                skipped("a key without a member", jwk -> jwk.remove("x"), "no x that is a string"),
                skipped(
                        "a key that is too short",
                        jwk -> jwk.put("x", "AAAA"),
                        "x of a length that the curve does not have"));
    }

    private static Arguments skipped(String name, Consumer<Map<String, Object>> change, String why) {
        return argumentSet(name, FORGE.key().jwk(change::accept), why);
    }

    @ParameterizedTest
    @MethodSource("skippedKeys")
    void sayWhyTheKeyOfATokenIsSkipped(String jwk, String why) {
        String set = "{\"keys\":[" + OTHER.jwk() + "," + jwk + "]}";
        String kid = FORGE.key().keyId();

        Explanation explanation = trusting(StaticJwkSet.ofJson(set)).explain(FORGE.token());

        assertThat(explanation.reason()).contains(UNKNOWN_KEY);
        assertThat(failed(explanation).expected()).isEqualTo("one of [" + OTHER.keyId() + "]");
        assertThat(failed(explanation).actual()).isEqualTo(kid + "; the key \"" + kid + "\" is skipped: " + why);
    }

    @Test
    void sayThatTheKeyIsForAnotherAlgorithm() {
        TestKey key = TestKey.generate("ES256").withKeyId(FORGE.key().keyId());

        Explanation explanation = trusting(StaticJwkSet.ofJson("{\"keys\":[" + OTHER.jwk() + "," + key.jwk() + "]}"))
                .explain(FORGE.token());

        assertThat(failed(explanation).actual())
                .isEqualTo(FORGE.key().keyId() + "; the key of this kid is not for EdDSA");
    }

    @Test
    void sayThatASetHasMoreKeysThanAreUsed() {
        try (TestIssuer issuer = TestIssuer.start();
                RemoteJwkSet keys =
                        RemoteJwkSet.builder(issuer.jwksUri()).maxKeys(1).build()) {
            issuer.publish("{\"keys\":[" + OTHER.jwk() + "," + FORGE.key().jwk() + ","
                    + FORGE.key().jwk() + "]}");

            Explanation explanation = trusting(keys).explain(FORGE.token());

            assertThat(explanation.reason()).contains(UNKNOWN_KEY);
            assertThat(failed(explanation).actual())
                    .isEqualTo(FORGE.key().keyId() + "; 2 keys are skipped: the set has more than 1 keys, "
                            + "see maxKeys");
        }
    }

    @Test
    void sayNoMoreOfAKeyThatIsNotInTheSet() {
        Explanation explanation = trusting(StaticJwkSet.ofJson("{\"keys\":[" + OTHER.jwk() + "]}"))
                .explain(FORGE.token());

        assertThat(failed(explanation).actual()).isEqualTo(FORGE.key().keyId());
    }

    @Test
    void doNotFailWithAKeySourceThatDoes() {
        VerificationKeys failing = new VerificationKeys() {
            @Override
            public List<VerificationKey> find(JwsHeader header) {
                return List.of();
            }

            @Override
            public Optional<String> describeMissing(JwsHeader header) {
                throw new AssertionError("a bug of somebody else");
            }
        };

        Explanation explanation = trusting(failing).explain(FORGE.token());

        assertThat(explanation.reason()).contains(UNKNOWN_KEY);
        assertThat(failed(explanation).actual()).isEqualTo(FORGE.key().keyId());
    }

    private static JwtVerifier trusting(VerificationKeys keys) {
        return Trust.in(
                        TrustedIssuer.builder(Forge.ISSUER, keys)
                                .audience(Forge.AUDIENCE)
                                .build(),
                        null)
                .verifier();
    }
}
