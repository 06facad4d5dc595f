package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.jotguard.issuers.KnownIssuers;
import io.github.jotguard.jwks.RemoteJwkSet;
import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.testing.TestKey;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A wrong configuration fails when it is made, with a sentence that says which value is wrong and which method to call. */
class BuilderMessagesTest {

    private static final Forge FORGE = Forge.of("EdDSA");
    private static final String PEM = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----";
    private static final String JWK = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AAAA\"}";
    private static final SharedSecret SECRET = SharedSecret.ofUtf8("0123456789abcdef0123456789abcdef");

    private static TrustedIssuer.Builder issuer() {
        return TrustedIssuer.builder(Forge.ISSUER, FORGE.keys());
    }

    private static TrustedIssuer.Builder withAudience() {
        return issuer().audience(Forge.AUDIENCE);
    }

    private static Arguments wrong(String name, ThrowingCallable configuration, String... words) {
        return argumentSet(name, configuration, List.of(words));
    }

    static Stream<Arguments> wrongConfigurations() {
        return Stream.of(issuers(), audiences(), algorithms(), limits(), twice(), rules(), secretsAndKeys(), presets())
                .flatMap(group -> group);
    }

    private static Stream<Arguments> issuers() {
        TrustedIssuer one = withAudience().build();
        TrustedIssuer any =
                TrustedIssuer.anyIssuer(FORGE.keys()).withoutAudienceCheck().build();
        return Stream.of(
                wrong("no issuer", () -> JwtVerifier.builder().build(), "No trusted issuer", "trust(", "audience("),
                wrong(
                        "issuer twice",
                        () -> JwtVerifier.trusting(one, one),
                        "trusted twice",
                        "trust(...)",
                        Forge.ISSUER),
                wrong("any issuer twice", () -> JwtVerifier.trusting(any, any), "anyIssuer", "trusted twice"),
                wrong("name blank", () -> issuer().name(" "), "name", "blank"),
                wrong("name too long", () -> issuer().name("x".repeat(65)), "name", "at most 64 characters", "\"xxx"),
                wrong("name beyond ASCII", () -> issuer().name("\u00e9"), "name", "printable ASCII", "\\u00e9"),
                wrong("name twice", () -> issuer().name("a").name("b"), "name(...)", "already called"),
                wrong("issuer null", () -> TrustedIssuer.builder(null, FORGE.keys()), "issuer"),
                wrong("keys null", () -> TrustedIssuer.builder("x", null), "keys"),
                wrong("trust null", () -> JwtVerifier.builder().trust(null), "issuer"),
                wrong("issuer blank", () -> TrustedIssuer.builder(" ", FORGE.keys()), "issuer", "blank", "\" \""),
                wrong("issuer empty", () -> TrustedIssuer.builder("", FORGE.keys()), "issuer", "blank", "\"\""),
                wrong(
                        "issuer with a line break",
                        () -> TrustedIssuer.builder("x\n", FORGE.keys()),
                        "issuer",
                        "x\\u000a"),
                wrong(
                        "other names of any issuer",
                        () -> TrustedIssuer.anyIssuer(FORGE.keys()).alsoIssuedAs("x"),
                        "anyIssuer",
                        "builder(issuer, keys)"),
                wrong("no other names", () -> issuer().alsoIssuedAs(), "alsoIssuedAs(...)", "at least one issuer"));
    }

    private static Stream<Arguments> audiences() {
        return Stream.of(
                wrong("no audience", () -> issuer().build(), "audience(", "withoutAudienceCheck()"),
                wrong(
                        "no audience in another claim",
                        () -> issuer().audienceClaim("azp").build(),
                        "azp",
                        "audience("),
                wrong("empty audience", () -> issuer().audience(), "audience(...)", "at least one"),
                wrong("blank audience", () -> issuer().audience("a", " "), "audience", "blank"),
                wrong("null audience", () -> issuer().audience("a", null), "audience"),
                wrong(
                        "both",
                        () -> withAudience().withoutAudienceCheck().build(),
                        "audience(...)",
                        "withoutAudienceCheck()",
                        "contradict"),
                wrong(
                        "both, the other way round",
                        () -> issuer().withoutAudienceCheck().audience("a").build(),
                        "contradict"),
                wrong(
                        "claim of an audience that is not checked",
                        () -> issuer().audienceClaim("azp")
                                .withoutAudienceCheck()
                                .build(),
                        "audienceClaim(...)",
                        "contradict"),
                wrong(
                        "missing audience and no audience check",
                        () -> issuer().allowMissingAudience()
                                .withoutAudienceCheck()
                                .build(),
                        "allowMissingAudience()",
                        "withoutAudienceCheck()",
                        "contradict"),
                wrong(
                        "missing audience and no audience",
                        () -> issuer().allowMissingAudience().build(),
                        "No audience"),
                wrong(
                        "missing audience that is required",
                        () -> withAudience()
                                .allowMissingAudience()
                                .requireClaims("aud")
                                .build(),
                        "allowMissingAudience()",
                        "requireClaims(\"aud\")",
                        "contradict"),
                wrong("blank audience claim", () -> issuer().audienceClaim(""), "audience claim", "blank"));
    }

    private static Stream<Arguments> algorithms() {
        return Stream.of(
                wrong("no algorithm", () -> withAudience().algorithms(), "algorithms(...)", "JwsAlgorithm.EdDSA"),
                wrong("algorithm null", () -> withAudience().algorithms(JwsAlgorithm.EdDSA, null), "algorithm"),
                wrong(
                        "HS256 with public keys",
                        () -> withAudience().algorithms(JwsAlgorithm.HS256).build(),
                        "HS256",
                        "SharedSecret",
                        "algorithms(...)"),
                wrong(
                        "HS256 among others",
                        () -> withAudience()
                                .algorithms(JwsAlgorithm.EdDSA, JwsAlgorithm.HS256)
                                .build(),
                        "HS256"),
                wrong(
                        "RS256 with a secret",
                        () -> TrustedIssuer.builder("x", SECRET)
                                .audience("a")
                                .algorithms(JwsAlgorithm.RS256)
                                .build(),
                        "RS256",
                        "RemoteJwkSet",
                        "algorithms(JwsAlgorithm.HS256)"),
                wrong(
                        "HS512 with a short secret",
                        () -> TrustedIssuer.builder("x", SECRET)
                                .audience("a")
                                .algorithms(JwsAlgorithm.HS512)
                                .build(),
                        "HS512",
                        "32 bytes",
                        "openssl rand"),
                wrong(
                        "HS384 with a short secret",
                        () -> TrustedIssuer.builder("x", SECRET)
                                .audience("a")
                                .algorithms(JwsAlgorithm.HS384)
                                .build(),
                        "HS384"));
    }

    private static Stream<Arguments> limits() {
        return Stream.of(
                wrong("skew negative", () -> issuer().clockSkew(Duration.ofNanos(-1)), "clockSkew", "PT-0.000000001S"),
                wrong(
                        "skew too long",
                        () -> issuer().clockSkew(Duration.ofMinutes(10).plusNanos(1)),
                        "clockSkew",
                        "PT10M"),
                wrong("skew null", () -> issuer().clockSkew(null), "skew"),
                wrong("token length 0", () -> JwtVerifier.builder().maxTokenLength(0), "maxTokenLength", "but is 0"),
                wrong("token length too long", () -> JwtVerifier.builder().maxTokenLength(262_145), "262144", "262145"),
                wrong("cache negative", () -> JwtVerifier.builder().verifiedTokenCache(-1), "verifiedTokenCache", "-1"),
                wrong("cache too big", () -> JwtVerifier.builder().verifiedTokenCache(1_000_001), "1000001"),
                wrong("clock null", () -> JwtVerifier.builder().clock(null), "clock"),
                wrong("listener null", () -> JwtVerifier.builder().listener(null), "listener"),
                wrong("no types", () -> issuer().acceptTypes(), "acceptTypes(...)", "at least one type"),
                wrong("type blank", () -> issuer().acceptTypes(" "), "type", "blank"),
                wrong("type of nothing", () -> issuer().acceptTypes("application/"), "type", "blank"),
                wrong("no claims", () -> issuer().requireClaims(), "requireClaims(...)", "at least one claim"),
                wrong("claim blank", () -> issuer().requireClaims("sub", ""), "claim", "blank"),
                wrong(
                        "exp required and not",
                        () -> withAudience()
                                .requireClaims("exp")
                                .allowMissingExpiration()
                                .build(),
                        "allowMissingExpiration()",
                        "requireClaims(\"exp\")"));
    }

    private static Stream<Arguments> twice() {
        return Stream.of(
                wrong(
                        "audience twice",
                        () -> issuer().audience("a").audience("b"),
                        "audience(...)",
                        "already",
                        "one call"),
                wrong(
                        "claim twice",
                        () -> issuer().audienceClaim("a").audienceClaim("b"),
                        "audienceClaim(...)",
                        "already"),
                wrong(
                        "algorithms twice",
                        () -> issuer().algorithms(JwsAlgorithm.EdDSA).algorithms(JwsAlgorithm.ES256),
                        "algorithms(...)"),
                wrong("skew twice", () -> issuer().clockSkew(Duration.ZERO).clockSkew(Duration.ZERO), "clockSkew(...)"),
                wrong("types twice", () -> issuer().acceptTypes("a").acceptTypes("b"), "acceptTypes(...)"),
                wrong("requireType twice", () -> issuer().requireType().requireType(), "requireType()"),
                wrong(
                        "revokedWhen twice",
                        () -> issuer().revokedWhen(jwt -> true).revokedWhen(jwt -> false),
                        "revokedWhen(...)"),
                wrong(
                        "opt-out twice",
                        () -> issuer().withoutAudienceCheck().withoutAudienceCheck(),
                        "withoutAudienceCheck()"),
                wrong(
                        "exp opt-out twice",
                        () -> issuer().allowMissingExpiration().allowMissingExpiration(),
                        "allowMissingExpiration()"));
    }

    private static Stream<Arguments> rules() {
        return Stream.of(
                wrong("rule null", () -> issuer().rule(null), "rule"),
                wrong("revocation null", () -> issuer().revokedWhen(null), "revoked"),
                wrong(
                        "claimEquals a double",
                        () -> ClaimRule.claimEquals("x", 1.5),
                        "claimEquals",
                        "x",
                        "java.lang.Double"),
                wrong("claimEquals a list", () -> ClaimRule.claimEquals("x", List.of()), "claimEquals"),
                wrong("claimEquals null", () -> ClaimRule.claimEquals("x", null), "expected"),
                wrong("claimEquals no name", () -> ClaimRule.claimEquals("", "x"), "claim", "blank"),
                wrong("claimIn nothing", () -> ClaimRule.claimIn("x"), "claimIn(...)", "at least one value"),
                wrong(
                        "claimMatches nothing",
                        () -> ClaimRule.claimMatches("x"),
                        "claimMatches(...)",
                        "at least one value"),
                wrong("claimMatches blank", () -> ClaimRule.claimMatches("x", " "), "value", "blank"),
                wrong("claimMatches no name", () -> ClaimRule.claimMatches(" ", "x"), "claim", "blank"),
                wrong("hasScopes nothing", () -> ClaimRule.hasScopes(), "hasScopes(...)", "at least one scope"),
                wrong("hasScopes two in one", () -> ClaimRule.hasScopes("a b"), "hasScopes(...)", "a b", "space"),
                wrong("allOf nothing", () -> ClaimRule.allOf(), "allOf(...)", "at least one rule"),
                wrong("age zero", () -> ClaimRule.maxTokenAge(Duration.ZERO), "maxTokenAge", "PT0S"),
                wrong("age negative", () -> ClaimRule.maxTokenAge(Duration.ofSeconds(-1)), "maxTokenAge", "PT-1S"),
                wrong("age of ages", () -> ClaimRule.maxTokenAge(Duration.ofDays(3651)), "maxTokenAge", "3650 days"));
    }

    private static void trusting(String jwkSet) {
        TrustedIssuer.builder("https://id.example.com", StaticJwkSet.ofJson(jwkSet))
                .audience("api")
                .build();
    }

    private static Stream<Arguments> secretsAndKeys() {
        return Stream.of(
                wrong("secret empty", () -> SharedSecret.ofUtf8(""), "32 bytes", "has 0", "openssl rand -base64 48"),
                wrong("secret of 31 bytes", () -> SharedSecret.ofBytes(new byte[31]), "32 bytes", "has 31"),
                wrong("secret null", () -> SharedSecret.ofUtf8(null), "secret"),
                wrong("secret that is no text", () -> SharedSecret.ofUtf8("\ud800".repeat(32)), "surrogate"),
                wrong("secret that is a PEM", () -> SharedSecret.ofUtf8(PEM), "PEM", "RemoteJwkSet.at", "ofBytes"),
                wrong("secret that is a JWK", () -> SharedSecret.ofUtf8(" " + JWK), "JWK", "StaticJwkSet.ofJson"),
                wrong("secret that is a JWK Set", () -> SharedSecret.ofUtf8("{\"keys\":[" + JWK + "]}"), "JWK"),
                wrong("key set null", () -> StaticJwkSet.ofJson(null), "json"),
                wrong("key set of no keys", () -> StaticJwkSet.of(), "StaticJwkSet.of(...)", "at least one"),
                wrong("address null", () -> RemoteJwkSet.at((URI) null), "uri"),
                wrong("age null", () -> ClaimRule.maxTokenAge(null), "max"),
                wrong("rule null in allOf", () -> ClaimRule.allOf((ClaimRule) null), "rule"),
                wrong("address with a space", () -> RemoteJwkSet.at("https://id example.com/jwks"), "at index"),
                wrong(
                        "issuer with a space",
                        () -> KnownIssuers.keycloak("https://id example.com"),
                        "must be an address such as"),
                wrong("issuer null", () -> KnownIssuers.betterAuth(null), "origin"),
                wrong("key set that is empty", () -> trusting("{\"keys\":[]}"), "no usable key"),
                wrong(
                        "key set of broken keys",
                        () -> trusting("{\"keys\":[{\"kty\":\"EC\"}]}"),
                        "no usable key",
                        "log"),
                wrong(
                        "key set for other algorithms",
                        () -> trusting("{\"keys\":[" + TestKey.generate("ES384").jwk() + "]}"),
                        "EdDSA, ES256, RS256",
                        "ES384",
                        "algorithms(...)"),
                wrong("key set that is none", () -> StaticJwkSet.ofJson("[]"), "JSON object"),
                wrong("key set without keys", () -> StaticJwkSet.ofJson("{}"), "keys"),
                wrong("address of keys over http", () -> RemoteJwkSet.at("http://id.example.com/jwks"), "https"),
                wrong(
                        "key without algorithm",
                        () -> VerificationKey.of(FORGE.key().publicKey(), "k", Set.of()),
                        "algorithm"),
                wrong(
                        "key of another type",
                        () -> VerificationKey.of(FORGE.key().publicKey(), "k", Set.of(JwsAlgorithm.RS256)),
                        "RS256"),
                wrong(
                        "public key as secret",
                        () -> VerificationKey.of(FORGE.key().publicKey(), "k", Set.of(JwsAlgorithm.HS256)),
                        "HS256",
                        "SharedSecret"));
    }

    private static Stream<Arguments> presets() {
        return Stream.of(
                wrong(
                        "origin with a slash",
                        () -> KnownIssuers.betterAuth("https://app.example.com/"),
                        "without path or slash",
                        "https://app.example.com/"),
                wrong(
                        "origin without scheme",
                        () -> KnownIssuers.betterAuth("app.example.com"),
                        "origin",
                        "app.example.com"),
                wrong(
                        "domain with a scheme",
                        () -> KnownIssuers.auth0("https://x.auth0.com"),
                        "domain",
                        "must be letters"),
                wrong("realm with a slash", () -> KnownIssuers.keycloak("https://id.example.com/realms/a/"), "slash"),
                wrong("many tenants", () -> KnownIssuers.entraV2("Common"), "tenant", "not common", "lower case"),
                wrong("tenant with a path", () -> KnownIssuers.entraV1("a/b"), "tenant", "must be its ID"),
                wrong(
                        "preset without audience",
                        () -> KnownIssuers.cognitoAccessTokens("https://x.example/pool")
                                .build(),
                        "client_id",
                        "audience("));
    }

    static Stream<ThrowingCallable> addressesWithPassword() {
        return Stream.of(
                        "https://user:s3cret@my_host",
                        "https://user:s3cret@id.example.com",
                        "https://user:s3cret@id.example.com/",
                        "https://user:s3cret @id.example.com",
                        "https://id.example.com?api_key=s3cret",
                        "https://id.example.com/?api_key=s3cret#x",
                        "user:s3cret@id.example.com")
                .flatMap(address -> Stream.of(
                        () -> KnownIssuers.betterAuth(address),
                        () -> KnownIssuers.keycloak(address),
                        () -> KnownIssuers.cognitoAccessTokens(address),
                        () -> KnownIssuers.clerk(address),
                        () -> KnownIssuers.auth0(address),
                        () -> KnownIssuers.entraV2(address),
                        () -> KnownIssuers.entraV1(address),
                        () -> KnownIssuers.supabase(address),
                        () -> KnownIssuers.firebase(address, SECRET),
                        () -> TrustedIssuer.builder(" " + address, SECRET),
                        () -> RemoteJwkSet.at(address + "#x"),
                        () -> RemoteJwkSet.discoveredFrom(address + "#x")));
    }

    @ParameterizedTest
    @MethodSource("addressesWithPassword")
    void neverShowsUserInfoOrQueryOfAnAddress(ThrowingCallable configuration) {
        Throwable complaint = catchThrowable(configuration);

        if (complaint != null) { // a preset may take one for an issuer that is compared and not fetched from
            assertThat(complaint).isInstanceOf(IllegalArgumentException.class);
            assertThat(complaint.getMessage()).doesNotContain("s3cret");
            assertThat(complaint).hasNoCause();
        }
    }

    @ParameterizedTest
    @MethodSource("wrongConfigurations")
    void saysWhatIsWrongAndWhatToCall(ThrowingCallable configuration, List<String> words) {
        Throwable rejection = catchThrowable(configuration);

        assertThat(rejection)
                .isInstanceOfAny(
                        IllegalArgumentException.class, IllegalStateException.class, NullPointerException.class);
        assertThat(rejection.getMessage()).contains(words);
    }

    @Test
    void takesTheLimitsThemselves() {
        TrustedIssuer issuer = withAudience()
                .clockSkew(TrustedIssuer.Builder.MAX_CLOCK_SKEW)
                .requireType()
                .requireClaims("sub")
                .requireClaims("exp", "sub")
                .alsoIssuedAs("a", "b")
                .name("n".repeat(TrustedIssuer.Builder.MAX_NAME_LENGTH))
                .build();
        JwtVerifier verifier = JwtVerifier.builder()
                .trust(issuer)
                .maxTokenLength(JwtVerifier.Builder.LARGEST_MAX_TOKEN_LENGTH)
                .verifiedTokenCache(1_000_000)
                .build();

        assertThat(issuer.issuers()).containsExactlyInAnyOrder(Forge.ISSUER, "a", "b");
        assertThat(verifier.status().issuers()).containsOnlyKeys("n".repeat(64));
        assertThat(JwtVerifier.builder()
                        .trust(issuer)
                        .maxTokenLength(1)
                        .verifiedTokenCache(0)
                        .build()
                        .status()
                        .tokenCache())
                .isEqualTo(new VerifierStatus.TokenCache(0, 0, 0));
        assertThat(ClaimRule.maxTokenAge(Duration.ofDays(3650))).isNotNull();
        assertThat(SharedSecret.ofBytes(Forge.bytes(32))).hasToString("SharedSecret[32 bytes]");
    }

    @Test
    void letsThePresetsBeChangedOnce() {
        TrustedIssuer.Builder preset =
                KnownIssuers.betterAuth(Forge.ISSUER, FORGE.keys()).audience("other");

        assertThat(catchThrowable(() -> preset.audience("third"))).hasMessageContaining("already");
        assertThat(Trust.in(preset.build(), null).verdictOn(FORGE.withClaims("aud", "\"other\"")))
                .isEqualTo(Trust.ACCEPTED);
        assertThat(Trust.in(
                                KnownIssuers.betterAuth(Forge.ISSUER, FORGE.keys())
                                        .withoutAudienceCheck()
                                        .build(),
                                null)
                        .verdictOn(FORGE.withClaims("aud", null)))
                .isEqualTo(Trust.ACCEPTED);
    }

    @Test
    void neverLetsAClaimOfAPresetGo() {
        TrustedIssuer issuer = KnownIssuers.betterAuth(Forge.ISSUER, FORGE.keys())
                .audience(Forge.AUDIENCE)
                .requireClaims("email")
                .build();

        assertThat(Trust.in(issuer, null).verdictOn(FORGE.withClaims("email", "\"a\"", "sub", null)))
                .isEqualTo("missing_claim");
    }
}
