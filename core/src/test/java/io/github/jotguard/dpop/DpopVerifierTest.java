package io.github.jotguard.dpop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.JwtRejectedException;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.ProofOfPossession;
import io.github.jotguard.RejectionReason;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.jwks.RemoteJwkSet;
import io.github.jotguard.testing.CompactJws;
import io.github.jotguard.testing.DpopFault;
import io.github.jotguard.testing.MutableClock;
import io.github.jotguard.testing.TestDpopKey;
import io.github.jotguard.testing.TestDpopProof;
import io.github.jotguard.testing.TestIssuer;
import io.github.jotguard.testing.TestKey;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each check of RFC 9449 §4.3, on both sides. */
class DpopVerifierTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final MutableClock FIXED = MutableClock.at(NOW);
    private static final TestIssuer ISSUER = TestIssuer.builder().clock(FIXED).start();
    private static final JwtVerifier TOKENS =
            JwtVerifier.builder().trust(issuer().build()).clock(FIXED).build();
    private static final TestDpopKey KEY = TestDpopKey.generate().withClock(FIXED);
    private static final String TOKEN = ISSUER.token(t -> t.boundTo(KEY));
    private static final String URI = "https://api.example.com/me";
    private static final String ACCEPTED = "accepted";

    private final MutableClock clock = MutableClock.at(NOW);
    private final List<String> recorded = new ArrayList<>();
    private final ReplayStore memory = new InMemoryReplayStore(100, clock);
    private final ReplayStore store = (id, until) -> {
        recorded.add(id + " " + until);
        return memory.addIfAbsent(id, until);
    };
    private final DpopVerifier verifier = verifier(settings());

    private static TrustedIssuer.Builder issuer() {
        return TrustedIssuer.builder(ISSUER.issuer(), RemoteJwkSet.at(ISSUER.jwksUri()))
                .audience(ISSUER.audience());
    }

    @AfterAll
    static void stop() {
        TOKENS.close();
        ISSUER.close();
    }

    private DpopSettings.Builder settings() {
        return DpopSettings.builder(DpopMode.ACCEPT).clock(clock).replayStore(store);
    }

    private static DpopVerifier verifier(DpopSettings.Builder settings) {
        return new DpopVerifier(settings.build());
    }

    private static DpopRequest request(String... proofs) {
        return new DpopRequest(TOKEN, List.of(proofs), "GET", URI);
    }

    private static String proof(Consumer<TestDpopProof> change) {
        return KEY.proof("GET", URI, TOKEN, change);
    }

    private String verdict(Consumer<TestDpopProof> change) {
        return verdict(verifier, request(proof(change)));
    }

    private static String verdict(DpopVerifier verifier, DpopRequest request) {
        try {
            verifier.verify(TOKENS, request);
            return ACCEPTED;
        } catch (DpopRejectedException rejected) {
            assertThat(rejected).hasMessage(rejected.rejection().description()).hasNoCause();
            assertThat(rejected.getStackTrace()).isEmpty();
            return rejected.rejection().code();
        } catch (JwtRejectedException rejected) {
            return rejected.reason().code();
        } catch (ReplayStoreException unknown) {
            return "503";
        }
    }

    @Test
    void acceptsATokenWithItsProof() {
        VerifiedJwt jwt = verifier.verify(TOKENS, request(KEY.proof("GET", URI, TOKEN)));

        assertThat(jwt.subject()).isEqualTo("test-user");
        assertThat(DpopVerifier.isBound(jwt)).isTrue();
        assertThat(recorded).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EdDSA", "Ed25519", "ES256", "PS256", "RS256"})
    void acceptsTheAlgorithmsOfTheDefault(String algorithm) {
        assertThat(verdictOf(algorithm, verifier)).isEqualTo(ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ed448", "ES384", "ES512", "RS384", "RS512", "PS384", "PS512"})
    void acceptsOtherAlgorithmsOnlyIfTheyAreNamed(String algorithm) {
        JwsAlgorithm named = JwsAlgorithm.ofName(algorithm).orElseThrow();

        assertThat(verdictOf(algorithm, verifier)).isEqualTo("invalid_dpop_proof");
        assertThat(verdictOf(algorithm, verifier(settings().algorithms(named)))).isEqualTo(ACCEPTED);
        assertThat(verdictOf("ES256", verifier(settings().algorithms(named)))).isEqualTo("invalid_dpop_proof");
    }

    private static String verdictOf(String algorithm, DpopVerifier verifier) {
        TestDpopKey key = TestDpopKey.generate(algorithm).withClock(FIXED);
        String token = ISSUER.token(t -> t.boundTo(key));
        return verdict(verifier, new DpopRequest(token, List.of(key.proof("GET", URI, token)), "GET", URI));
    }

    @ParameterizedTest
    @EnumSource
    void rejectsEachFault(DpopFault fault) {
        String expected = fault == DpopFault.OTHER_KEY ? "sender_constrained" : "invalid_dpop_proof";

        assertThat(verdict(fault::accept)).isEqualTo(expected);
        assertThat(recorded).isEmpty();
        assertThat(verdict(proof -> {})).isEqualTo(ACCEPTED);
    }

    @Test
    void rejectsNoProofAndSeveral() {
        String proof = KEY.proof("GET", URI, TOKEN);
        String other = KEY.proof("GET", URI, TOKEN);

        assertThat(verdict(verifier, request())).isEqualTo("invalid_dpop_proof");
        assertThat(verdict(verifier, request(proof, other))).isEqualTo("invalid_dpop_proof");
        assertThat(verdict(verifier, request(proof, proof))).isEqualTo("invalid_dpop_proof");
        assertThat(verdict(verifier, request(proof + "," + other))).isEqualTo("invalid_dpop_proof");
        assertThat(verdict(verifier, request(proof + ", " + proof))).isEqualTo("invalid_dpop_proof");
        assertThat(recorded).isEmpty();
        assertThat(verdict(verifier, request(proof))).isEqualTo(ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b", "a.b.c", "a.b.c.d", "é.é.é", "\ud83d\ude00.a.b"})
    void rejectsWhatIsNoJws(String proof) {
        assertThat(verdict(verifier, request(proof))).isEqualTo("invalid_dpop_proof");
    }

    @Test
    void rejectsAnotherSpellingOfTheSameProof() {
        String proof = KEY.proof("GET", URI, TOKEN);

        for (String other : List.of(proof + "=", " " + proof, proof + " ", proof + ".", proof.replace(".", ".."))) {
            assertThat(verdict(verifier, request(other))).isEqualTo("invalid_dpop_proof");
        }
        assertThat(verdict(verifier, request(proof))).isEqualTo(ACCEPTED);
    }

    @Test
    void boundsTheLengthOfAProof() {
        String longest = ofLength(DpopProof.MAX_LENGTH);

        assertThat(longest).hasSize(DpopProof.MAX_LENGTH);
        assertThat(verdict(verifier, request(longest))).isEqualTo(ACCEPTED);
        assertThat(verdict(verifier, request(ofLength(DpopProof.MAX_LENGTH + 1))))
                .isEqualTo("invalid_dpop_proof");
        assertThat(verdict(verifier, request("a".repeat(1 << 20) + ".b.c"))).isEqualTo("invalid_dpop_proof");
    }

    private static String ofLength(int length) {
        for (int padding = 5_000; ; padding++) {
            for (int inHeader = 0; inHeader < 3; inHeader++) {
                String forClaims = "x".repeat(padding);
                String forHeader = "x".repeat(inHeader);
                String proof = proof(p -> p.claim("padding", forClaims).header("kid", forHeader));
                if (proof.length() == length) {
                    return proof;
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DPOP+JWT", "application/dpop+jwt", "dpop+jwt ", "dpop", "at+jwt", ""})
    void rejectsAnotherType(String typ) {
        assertThat(verdict(p -> p.header("typ", typ))).isEqualTo("invalid_dpop_proof");
    }

    @ParameterizedTest
    @ValueSource(strings = {"crit", "b64", "zip", "enc"})
    void rejectsWhatChangesTheMeaningOfTheParts(String parameter) {
        assertThat(verdict(p -> p.header(parameter, null))).isEqualTo("invalid_dpop_proof");
        assertThat(verdict(p -> p.header("x-" + parameter, 1))).isEqualTo(ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "k", "p", "q", "dp", "dq", "qi", "oth"})
    void rejectsAnyMemberOfAPrivateKey(String member) {
        assertThat(verdict(p -> p.jwk(jwk -> jwk.put(member, "AAAA")))).isEqualTo("invalid_dpop_proof");
        assertThat(verdict(p -> p.jwk(jwk -> jwk.put(member, null))))
                .as("null is absent")
                .isEqualTo(ACCEPTED);
        assertThat(verdict(p -> p.jwk(jwk -> jwk.put("x-" + member, "AAAA")))).isEqualTo(ACCEPTED);
    }

    @Test
    void rejectsAKeyForAnotherPurposeOrAlgorithm() {
        assertThat(verdict(p -> p.jwk(jwk -> jwk.put("use", "enc")))).isEqualTo("invalid_dpop_proof");
        assertThat(verdict(p -> p.jwk(jwk -> jwk.put("alg", "ES384")))).isEqualTo("invalid_dpop_proof");
        assertThat(verdict(p -> p.header("alg", "RS256"))).isEqualTo("invalid_dpop_proof");
        assertThat(verdict(p -> p.header("alg", "EdDSA"))).isEqualTo("invalid_dpop_proof");
        assertThat(verdict(p -> p.header("alg", "es256"))).isEqualTo("invalid_dpop_proof");
        assertThat(verdict(p -> p.header("alg", 256))).isEqualTo("invalid_dpop_proof");
        assertThat(verdict(p -> p.jwk(jwk -> jwk.put("alg", "ES256")))).isEqualTo(ACCEPTED);
    }

    @Test
    void checksWhatAKnownKeySaysOfItsUse() {
        assertThat(verdict(p -> {})).isEqualTo(ACCEPTED);

        assertThat(verdict(p -> p.jwk(jwk -> jwk.put("use", "enc")))).isEqualTo("invalid_dpop_proof");
        assertThat(verdict(p -> p.jwk(jwk -> jwk.put("key_ops", List.of("sign")))))
                .isEqualTo("invalid_dpop_proof");
        assertThat(verdict(p -> p.jwk(jwk -> jwk.put("alg", "ES384")))).isEqualTo("invalid_dpop_proof");
        assertThat(verdict(p -> p.jwk(jwk -> jwk.put("use", "sig")))).isEqualTo(ACCEPTED);
    }

    @Test
    void rejectsAJwkThatIsNoObject() {
        assertThat(verdict(p -> p.header("jwk", List.of()))).isEqualTo("invalid_dpop_proof");
        assertThat(verdict(p -> p.header("jwk", null))).isEqualTo("invalid_dpop_proof");
        assertThat(verdict(p -> p.header("jwk", "{}"))).isEqualTo("invalid_dpop_proof");
    }

    @Test
    void rejectsDuplicateMembersAtEveryDepth() {
        String jwk = KEY.key().jwk(members -> members.keySet()
                .removeIf(name -> List.of("alg", "kid").contains(name)));
        String header = "{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":" + jwk + "}";

        assertThat(verdict(p -> p.rawHeader(header))).isEqualTo(ACCEPTED);
        assertThat(verdict(p -> p.rawHeader(header.replace("{\"typ\"", "{\"alg\":\"ES256\",\"typ\""))))
                .isEqualTo("invalid_dpop_proof");
        assertThat(verdict(p -> p.rawHeader(header.replace("\"jwk\":{", "\"jwk\":{\"kty\":\"EC\","))))
                .isEqualTo("invalid_dpop_proof");
        assertThat(verdict(p -> p.rawPayload("{\"jti\":\"a\",\"jti\":\"a\"}"))).isEqualTo("invalid_dpop_proof");
        assertThat(verdict(p -> p.rawPayload("[]"))).isEqualTo("invalid_dpop_proof");
    }

    /** An RSA key of 1024 bits signs well, and is too small (RFC 7518 §3.3). */
    @Test
    void rejectsAKeyThatIsTooSmall() {
        TestDpopKey small = TestDpopKey.of(TestKey.generateRsa("RS256", 1024)).withClock(FIXED);
        String token = ISSUER.token(t -> t.boundTo(small));

        assertThat(verdict(verifier, new DpopRequest(token, List.of(small.proof("GET", URI, token)), "GET", URI)))
                .isEqualTo("invalid_dpop_proof");
        assertThat(recorded).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, true", "256, true", "257, false"})
    void boundsTheLengthOfTheIdentifier(int length, boolean isAccepted) {
        assertThat(verdict(p -> p.claim("jti", "x".repeat(length))).equals(ACCEPTED))
                .isEqualTo(isAccepted);
    }

    @Test
    void rejectsClaimsOfAnotherType() {
        for (String claim : List.of("jti", "htm", "htu", "ath")) {
            assertThat(verdict(p -> p.claim(claim, null))).isEqualTo("invalid_dpop_proof");
            assertThat(verdict(p -> p.claim(claim, List.of("GET")))).isEqualTo("invalid_dpop_proof");
        }
        assertThat(verdict(p -> p.claim("jti", "  "))).isEqualTo("invalid_dpop_proof");
        assertThat(verdict(p -> p.claim("iat", null))).isEqualTo("invalid_dpop_proof");
        assertThat(verdict(p -> p.claim("iat", true))).isEqualTo("invalid_dpop_proof");
    }

    @ParameterizedTest
    @CsvSource({
        "-61, false",
        "-60.000000000000001, false",
        "-60, true",
        "-59.5, true",
        "0, true",
        "4.999, true",
        "5, true",
        "5.000000000000001, false",
        "6, false"
    })
    void acceptsTimesFrom60SecondsAgoTo5SecondsAhead(BigDecimal offset, boolean isAccepted) {
        BigDecimal iat = BigDecimal.valueOf(NOW.getEpochSecond()).add(offset);

        assertThat(verdict(p -> p.claim("iat", iat)).equals(ACCEPTED)).isEqualTo(isAccepted);
    }

    @Test
    void countsTheFractionOfNow() {
        clock.set(NOW.plusNanos(1));

        assertThat(verdict(p -> p.issuedAt(NOW.minusSeconds(60)))).isEqualTo("invalid_dpop_proof");
        assertThat(verdict(p -> p.issuedAt(NOW.minusSeconds(59)))).isEqualTo(ACCEPTED);
    }

    @Test
    void takesAnotherWindowFromTheSettings() {
        DpopVerifier strict = verifier(settings().maxAge(Duration.ofSeconds(10)).clockSkew(Duration.ZERO));

        assertThat(verdict(strict, request(proof(p -> p.issuedAt(NOW.minusSeconds(10))))))
                .isEqualTo(ACCEPTED);
        assertThat(verdict(strict, request(proof(p -> p.issuedAt(NOW.minusSeconds(11))))))
                .isEqualTo("invalid_dpop_proof");
        assertThat(verdict(strict, request(proof(p -> p.issuedAt(NOW.plusSeconds(1))))))
                .isEqualTo("invalid_dpop_proof");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999", "-1e999", "9223372036854775807", "-9223372036854775808", "1e-999"})
    void rejectsTimesBeyondEveryCalendar(String iat) {
        assertThat(verdict(p -> p.claim("iat", new BigDecimal(iat)))).isEqualTo("invalid_dpop_proof");
        assertThat(verdict(p -> p.rawPayload("{\"iat\":1e99999}"))).isEqualTo("invalid_dpop_proof");
    }

    @Test
    void honoursTheOtherTimesOfAJwt() {
        assertThat(verdict(p -> p.claim("exp", NOW))).isEqualTo("invalid_dpop_proof");
        assertThat(verdict(p -> p.claim("exp", NOW.plusSeconds(1)))).isEqualTo(ACCEPTED);
        assertThat(verdict(p -> p.claim("nbf", NOW.plusSeconds(6)))).isEqualTo("invalid_dpop_proof");
        assertThat(verdict(p -> p.claim("nbf", NOW.plusSeconds(5)))).isEqualTo(ACCEPTED);
        assertThat(verdict(p -> p.claim("exp", "soon"))).isEqualTo("invalid_dpop_proof");
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example.com/me, https://API.example.com:443/me?x=1#y, true",
        "HTTPS://API.EXAMPLE.COM/%6de, https://api.example.com/me, true",
        "https://api.example.com/x/../me, https://api.example.com/me, true",
        "https://api.example.com/me/, https://api.example.com/me, false",
        "https://api.example.com/Me, https://api.example.com/me, false",
        "http://api.example.com/me, https://api.example.com/me, false",
        "https://api.example.com:8443/me, https://api.example.com/me, false",
        "https://api.example.com/me?x=1, https://api.example.com/me?x=1, false",
        "https://api.example.com/me#y, https://api.example.com/me#y, false",
        "https://api.example.com/, https://api.example.com, true",
        "https://api.example.com/, https://api.example.com?x=/y, true",
        "https://api.example.com/me, /me, false"
    })
    void comparesNormalizedUris(String htu, String uri, boolean isAccepted) {
        String proof = proof(p -> p.claim("htu", htu));

        assertThat(verdict(verifier, new DpopRequest(TOKEN, List.of(proof), "GET", uri))
                        .equals(ACCEPTED))
                .isEqualTo(isAccepted);
    }

    @Test
    void comparesWithThePublicOriginIfOneIsSet() {
        DpopVerifier behindAProxy = verifier(settings().publicOrigin("https://api.example.com"));
        String inner = "http://10.0.0.7:8080/me";

        assertThat(verdict(behindAProxy, new DpopRequest(TOKEN, List.of(proof(p -> {})), "GET", inner)))
                .isEqualTo(ACCEPTED);
        assertThat(verdict(
                        behindAProxy, new DpopRequest(TOKEN, List.of(proof(p -> p.claim("htu", inner))), "GET", inner)))
                .isEqualTo("invalid_dpop_proof");
        assertThat(verdict(
                        behindAProxy,
                        new DpopRequest(TOKEN, List.of(proof(p -> {})), "GET", "http://10.0.0.7:8080/you")))
                .isEqualTo("invalid_dpop_proof");
    }

    @ParameterizedTest
    @CsvSource({
        "http://a%b/me, true",
        "http://10.0.0.7/me?x=//y, true",
        "http:///me, true",
        "/me, true",
        "http://a, false",
        "http://a/%, false"
    })
    void needsThePathAloneIfAPublicOriginIsSet(String inner, boolean isAccepted) {
        DpopVerifier behindAProxy = verifier(settings().publicOrigin("https://api.example.com"));

        assertThat(verdict(behindAProxy, new DpopRequest(TOKEN, List.of(proof(p -> {})), "GET", inner))
                        .equals(ACCEPTED))
                .isEqualTo(isAccepted);
    }

    @Test
    void takesADefaultForThePublicOrigin() {
        DpopSettings named = settings().publicOrigin("https://a").build();
        DpopSettings unnamed = settings().requireNonce().build();
        DpopSettings changed = unnamed.withDefaultPublicOrigin("https://API.example.com:443");

        assertThat(named.withDefaultPublicOrigin("https://b").publicOrigin()).contains("https://a");
        assertThat(changed.publicOrigin()).contains("https://api.example.com");
        assertThat(changed.mode()).isEqualTo(unnamed.mode());
        assertThat(changed.algorithms()).isEqualTo(unnamed.algorithms());
        assertThat(changed.maxAge()).isEqualTo(unnamed.maxAge());
        assertThat(changed.clockSkew()).isEqualTo(unnamed.clockSkew());
        assertThat(changed.replayStore()).isSameAs(unnamed.replayStore());
        assertThat(changed.nonces()).isSameAs(unnamed.nonces());
        assertThat(changed.clock()).isSameAs(unnamed.clock());
        assertThatThrownBy(() -> unnamed.withDefaultPublicOrigin("https://a/b"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rejectsATokenThatIsNotBound() {
        String unbound = ISSUER.token();
        String proof = KEY.proof("GET", URI, unbound);

        assertThat(verdict(verifier, new DpopRequest(unbound, List.of(proof), "GET", URI)))
                .isEqualTo("not_bound");
        assertThat(recorded).isEmpty();
    }

    @Test
    void rejectsATokenOfAnotherKeyEvenIfItsIssuerNeedsNoProof() {
        String token = ISSUER.token(t -> t.boundTo(TestDpopKey.generate()));
        DpopRequest request = new DpopRequest(token, List.of(KEY.proof("GET", URI, token)), "GET", URI);
        try (JwtVerifier lenient = JwtVerifier.builder()
                .trust(issuer().acceptBoundTokensWithoutProof().build())
                .clock(FIXED)
                .build()) {
            assertThat(lenient.verify(token).subject()).isEqualTo("test-user");
            assertThatThrownBy(() -> verifier.verify(lenient, request)).isInstanceOf(DpopRejectedException.class);
        }
        assertThat(verdict(verifier, request)).isEqualTo("sender_constrained");
    }

    @Test
    void rejectsABadTokenWithAGoodProof() {
        String expired = ISSUER.token(t -> t.boundTo(KEY).expiresIn(Duration.ofHours(-1)));

        assertThat(verdict(verifier, new DpopRequest(expired, List.of(KEY.proof("GET", URI, expired)), "GET", URI)))
                .isEqualTo("expired");
        assertThat(recorded).isEmpty();
    }

    @Test
    void asksForTheProofOfOtherMembers() {
        String both = ISSUER.token(t -> t.claim("cnf", Map.of("jkt", KEY.thumbprint(), "x5t#S256", "certificate")));
        DpopRequest request = new DpopRequest(both, List.of(KEY.proof("GET", URI, both)), "GET", URI);
        ProofOfPossession certificate = (method, value) -> method.equals("x5t#S256") && value.equals("certificate");

        assertThat(verdict(verifier, request)).isEqualTo("sender_constrained");
        assertThat(verifier.verify(TOKENS, request, certificate, new RecordedProofs())
                        .subject())
                .isEqualTo("test-user");
    }

    @Test
    void rejectsAReplay() {
        DpopRequest request = request(KEY.proof("GET", URI, TOKEN));

        assertThat(verdict(verifier, request)).isEqualTo(ACCEPTED);
        assertThat(verdict(verifier, request)).isEqualTo("invalid_dpop_proof");
        clock.advance(Duration.ofSeconds(60));
        assertThat(verdict(verifier, request)).isEqualTo("invalid_dpop_proof");
        clock.advance(Duration.ofSeconds(1));
        assertThat(verdict(verifier, request)).isEqualTo("invalid_dpop_proof");
    }

    @Test
    void rejectsAnIdentifierThatComesAgainInAnotherProof() {
        assertThat(verdict(p -> p.claim("jti", "once"))).isEqualTo(ACCEPTED);
        assertThat(verdict(p -> p.claim("jti", "once").issuedAt(NOW.minusSeconds(1))))
                .isEqualTo("invalid_dpop_proof");
        assertThat(verdict(p -> p.claim("jti", "once").claim("htu", "https://api.example.com:443/me")))
                .isEqualTo("invalid_dpop_proof");
        assertThat(verdict(p -> p.claim("jti", "twice"))).isEqualTo(ACCEPTED);
    }

    /** The context of an identifier is the key and the target URI (RFC 9449 §11.1). */
    @Test
    void acceptsTheSameIdentifierForAnotherKeyOrUri() {
        TestDpopKey other = TestDpopKey.generate("EdDSA").withClock(FIXED);
        String token = ISSUER.token(t -> t.boundTo(other));

        assertThat(verdict(p -> p.claim("jti", "once"))).isEqualTo(ACCEPTED);
        assertThat(verdict(
                        verifier,
                        new DpopRequest(
                                token,
                                List.of(other.proof("GET", URI, token, p -> p.claim("jti", "once"))),
                                "GET",
                                URI)))
                .isEqualTo(ACCEPTED);
        String elsewhere = URI + "/else";
        assertThat(verdict(
                        verifier,
                        new DpopRequest(
                                TOKEN,
                                List.of(KEY.proof("GET", elsewhere, TOKEN, p -> p.claim("jti", "once"))),
                                "GET",
                                elsewhere)))
                .isEqualTo(ACCEPTED);
        assertThat(recorded).doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void recordsAProofUntilItIsNoLongerAccepted() {
        verdict(p -> p.issuedAt(NOW.minusSeconds(7)));
        verdict(p -> p.claim("iat", new BigDecimal(NOW.getEpochSecond()).subtract(new BigDecimal("6.5"))));

        assertThat(recorded.get(0)).matches("[A-Za-z0-9_-]{43} " + NOW.plusSeconds(53));
        assertThat(recorded.get(1)).endsWith(" " + NOW.plusSeconds(54));
    }

    @Test
    void recordsAProofOnceForARequestThatIsCheckedTwice() {
        DpopRequest request = request(KEY.proof("GET", URI, TOKEN));
        RecordedProofs ofRequest = new RecordedProofs();

        verifier.verify(TOKENS, request, ProofOfPossession.NONE, ofRequest);
        verifier.verify(TOKENS, request, ProofOfPossession.NONE, ofRequest);

        assertThat(recorded).hasSize(1);
        assertThatThrownBy(() -> verifier.verify(TOKENS, request, ProofOfPossession.NONE, new RecordedProofs()))
                .isInstanceOf(DpopRejectedException.class);
        DpopVerifier another = verifier(settings().replayStore((id, until) -> false));
        assertThatThrownBy(() -> another.verify(TOKENS, request, ProofOfPossession.NONE, ofRequest))
                .isInstanceOf(DpopRejectedException.class);
    }

    @Test
    void acceptsNothingIfTheStoreFails() {
        for (Throwable failure : List.of(
                new ReplayStoreException("down", null), new IllegalStateException(), new StackOverflowError())) {
            DpopVerifier broken = verifier(settings().replayStore((id, until) -> {
                throw DpopVerifierTest.<RuntimeException>sneaky(failure);
            }));

            assertThat(verdict(broken, request(KEY.proof("GET", URI, TOKEN)))).isEqualTo("503");
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T sneaky(Throwable failure) throws T {
        throw (T) failure;
    }

    @Test
    void acceptsNothingIfTheStoreIsFull() {
        DpopVerifier small = verifier(settings().replayStore(new InMemoryReplayStore(1, clock)));
        DpopRequest first = request(KEY.proof("GET", URI, TOKEN));

        assertThat(verdict(small, first)).isEqualTo(ACCEPTED);
        assertThat(verdict(small, request(KEY.proof("GET", URI, TOKEN)))).isEqualTo("503");
        assertThat(verdict(small, first)).isEqualTo("invalid_dpop_proof");
    }

    @Test
    void needsACurrentNonceIfOneIsRequired() {
        DpopVerifier asking = verifier(settings().requireNonce());
        String nonce = asking.nonce().orElseThrow();

        assertThat(verdict(asking, request(proof(p -> {})))).isEqualTo("use_dpop_nonce");
        assertThat(verdict(asking, request(proof(p -> p.nonce("old"))))).isEqualTo("use_dpop_nonce");
        assertThat(verdict(asking, request(proof(p -> p.claim("nonce", 1))))).isEqualTo("invalid_dpop_proof");
        assertThat(recorded).isEmpty();
        assertThat(verdict(asking, request(proof(p -> p.nonce(nonce))))).isEqualTo(ACCEPTED);
        clock.advance(Duration.ofSeconds(120));
        assertThat(verdict(asking, request(proof(p -> p.nonce(nonce).issuedAt(clock.instant())))))
                .isEqualTo("use_dpop_nonce");
        assertThat(asking.nonce()).isPresent().isNotEqualTo(java.util.Optional.of(nonce));
    }

    @Test
    void asksForANonceOnlyIfTheProofIsGoodOtherwise() {
        DpopVerifier asking = verifier(settings().requireNonce());

        for (DpopFault fault : DpopFault.values()) {
            if (!List.of(DpopFault.OTHER_KEY, DpopFault.FORGED, DpopFault.CHANGED_SIGNATURE)
                    .contains(fault)) {
                assertThat(verdict(asking, request(proof(fault::accept)))).isEqualTo("invalid_dpop_proof");
            }
        }
    }

    @Test
    void ignoresANonceThatNobodyAskedFor() {
        assertThat(verifier.nonce()).isEmpty();
        assertThat(verdict(p -> p.nonce("anything"))).isEqualTo(ACCEPTED);
    }

    @Test
    void rejectsTheSignatureOfOtherContent() {
        CompactJws good = CompactJws.parse(KEY.proof("GET", URI, TOKEN));
        CompactJws other = CompactJws.parse(KEY.proof("GET", URI, TOKEN));

        assertThat(verdict(
                        verifier, request(good.payloadPart(other.payloadPart()).toString())))
                .isEqualTo("invalid_dpop_proof");
        assertThat(verdict(verifier, request(good.signature(new byte[64]).toString())))
                .isEqualTo("invalid_dpop_proof");
        assertThat(verdict(verifier, request(good.signaturePart("").toString())))
                .isEqualTo("invalid_dpop_proof");
    }

    @Test
    void saysNothingOfTheRequest() {
        String proof = proof(p -> p.claim("htm", "POST"));
        Throwable rejection = catchThrowable(() -> verifier.verify(TOKENS, request(proof)));

        assertThat(rejection.toString()).doesNotContain("POST", proof, TOKEN);
        assertThat(request(proof)).hasToString("DpopRequest[1 proofs]");
    }

    @Test
    void isRejectedForTheReasonOfTheToken() {
        assertThatThrownBy(() ->
                        verifier.verify(TOKENS, new DpopRequest("x", List.of(KEY.proof("GET", URI, "x")), "GET", URI)))
                .isInstanceOfSatisfying(JwtRejectedException.class, rejected -> assertThat(rejected.reason())
                        .isEqualTo(RejectionReason.MALFORMED));
    }
}
