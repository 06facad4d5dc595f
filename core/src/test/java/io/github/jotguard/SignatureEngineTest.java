package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.signature.Engines;
import io.github.jotguard.signature.FragileProvider;
import io.github.jotguard.signature.JcaSignatureEngine;
import io.github.jotguard.signature.KeyVerifier;
import io.github.jotguard.signature.KnownAnswerTest;
import io.github.jotguard.signature.PublicKeyVerifier;
import io.github.jotguard.signature.SignatureScheme;
import io.github.jotguard.signature.VerifyingSpi;
import io.github.jotguard.testing.CompactJws;
import io.github.jotguard.testing.TestKey;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Security;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which engine is used, and which is not. */
class SignatureEngineTest {

    private static final Set<JwsAlgorithm> EDDSA = Set.of(JwsAlgorithm.EdDSA);
    private static final TestKey KEY = TestKey.generate("EdDSA");

    @ParameterizedTest
    @MethodSource("algorithms")
    void isTheFastestOnTheClassPath(JwsAlgorithm algorithm) {
        Provider expected = algorithm == JwsAlgorithm.Ed448
                ? Engines.BOUNCY_CASTLE.provider() // Corretto does not have it
                : Engines.CORRETTO.provider();

        Provider chosen = JcaSignatureEngine.bestFor(EnumSet.of(algorithm))
                .scheme(algorithm)
                .provider();

        assertThat(chosen).isNotNull();
        assertThat(chosen.getName()).isEqualTo(expected.getName());
    }

    static Stream<JwsAlgorithm> algorithms() {
        return Engines.algorithms();
    }

    @Test
    void isLookedForOnlyForTheAlgorithmsThatAreAllowed() {
        JcaSignatureEngine engine = JcaSignatureEngine.bestFor(EDDSA);

        assertThat(engine.scheme(JwsAlgorithm.EdDSA).provider()).isNotNull();
        assertThat(engine.scheme(JwsAlgorithm.RS256).provider()).isNull();
    }

    /** Engines are on the class path of this test, and their jars are costly to open. */
    @ParameterizedTest
    @MethodSource("algorithms")
    void isTheJdkWhereNoneIsInstalled(JwsAlgorithm algorithm) {
        assertThat(JcaSignatureEngine.installedFor(EnumSet.of(algorithm))
                        .scheme(algorithm)
                        .provider())
                .isNull();
    }

    @Test
    void isAnInstalledProviderForWhatItIsFasterAt() {
        Provider installed = Engines.BOUNCY_CASTLE.provider();
        JcaSignatureEngine engine = JcaSignatureEngine.installedFor(EnumSet.of(JwsAlgorithm.EdDSA, JwsAlgorithm.RS256));

        whileInstalled(List.of(installed), () -> {
            assertThat(engine.scheme(JwsAlgorithm.EdDSA).provider()).isSameAs(installed);
            assertThat(engine.scheme(JwsAlgorithm.RS256).provider()).isNull();
            assertThat(engine.scheme(JwsAlgorithm.ES256).provider()).isNull(); // not allowed
        });
        assertThat(engine.scheme(JwsAlgorithm.EdDSA).provider()).isSameAs(installed);
    }

    @Test
    void isTheFastestOfInstalledProvidersInAnyOrder() {
        Provider fastest = Engines.CORRETTO.provider();
        whileInstalled(List.of(Engines.BOUNCY_CASTLE.provider(), fastest), () -> assertThat(
                        JcaSignatureEngine.installedFor(EDDSA)
                                .scheme(JwsAlgorithm.EdDSA)
                                .provider())
                .isSameAs(fastest));
    }

    @Test
    void isNotReplacedByAProviderThatIsInstalledLater() {
        JcaSignatureEngine engine = JcaSignatureEngine.installedFor(EDDSA);
        assertThat(engine.scheme(JwsAlgorithm.EdDSA).provider()).isNull();

        whileInstalled(
                List.of(Engines.BOUNCY_CASTLE.provider()),
                () -> assertThat(engine.scheme(JwsAlgorithm.EdDSA).provider()).isNull());
    }

    @Test
    void isAnInstalledProviderOrTheJdkByDefault() throws Exception {
        String token = CompactJws.of("{\"alg\":\"EdDSA\"}", "{\"iss\":\"issuer\"}")
                .signedWith(KEY)
                .toString();
        VerificationKey key = VerificationKey.of(KEY.publicKey(), KEY.keyId(), EDDSA);
        JwtVerifier.Builder builder = JwtVerifier.builder().trust(issuer(StaticJwkSet.of(key)));

        builder.build().verify(token);
        assertThat(((PublicKeyVerifier) checkOf(key)).isFor(SignatureScheme.ofJdk(JwsAlgorithm.EdDSA)))
                .isTrue();
        whileInstalled(List.of(Engines.BOUNCY_CASTLE.provider()), () -> {
            builder.build().verify(token);
            assertThat(((PublicKeyVerifier) checkOf(key)).isFor(SignatureScheme.ofJdk(JwsAlgorithm.EdDSA)))
                    .isFalse();
        });
    }

    private static void whileInstalled(List<Provider> providers, Runnable check) {
        try {
            providers.forEach(Security::addProvider);
            check.run();
        } finally {
            providers.forEach(provider -> Security.removeProvider(provider.getName()));
        }
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void isTheJdkIfThatIsDemanded(JwsAlgorithm algorithm) {
        assertThat(JcaSignatureEngine.ofJdk().scheme(algorithm).provider()).isNull();
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void isFoundOnceForAllVerifiers(JwsAlgorithm algorithm) {
        Set<JwsAlgorithm> one = EnumSet.of(algorithm);

        assertThat(JcaSignatureEngine.bestFor(one).scheme(algorithm))
                .isSameAs(JcaSignatureEngine.bestFor(one).scheme(algorithm));
    }

    @Test
    void isNeverInstalled() {
        List<Provider> before = Arrays.asList(Security.getProviders());

        JcaSignatureEngine best = JcaSignatureEngine.bestFor(EnumSet.allOf(JwsAlgorithm.class));
        EDDSA.forEach(best::scheme);
        JcaSignatureEngine.of(Engines.BOUNCY_CASTLE.provider(), EDDSA);

        assertThat(Security.getProviders()).containsExactlyElementsOf(before);
    }

    @Test
    void isTheGivenProviderWhereItHasTheAlgorithmAndTheJdkWhereNot() {
        JcaSignatureEngine engine = JcaSignatureEngine.of(
                Engines.CORRETTO.provider(), EnumSet.of(JwsAlgorithm.EdDSA, JwsAlgorithm.Ed448, JwsAlgorithm.HS256));

        assertThat(engine.scheme(JwsAlgorithm.EdDSA).provider()).isSameAs(Engines.CORRETTO.provider());
        assertThat(engine.scheme(JwsAlgorithm.Ed448).provider()).isNull();
    }

    @ParameterizedTest
    @EnumSource(Wrong.class)
    void isNotOneThatJudgesKnownSignaturesWrongly(Wrong wrong) {
        Provider provider = new WrongProvider(wrong);
        SignatureScheme scheme = SignatureScheme.of(JwsAlgorithm.EdDSA, provider);

        assertThat(scheme).isNotNull();
        assertThat(KnownAnswerTest.of(JwsAlgorithm.EdDSA).passes(scheme)).isFalse();
        assertThatIllegalStateException()
                .isThrownBy(() -> JcaSignatureEngine.of(provider, EDDSA))
                .withMessageContaining("Wrong")
                .withMessageContaining("signatureEngine");
    }

    @Test
    void isNotAProviderWithoutSignatures() {
        Provider empty = new Provider("Empty", "1", "") {};

        assertThatIllegalStateException()
                .isThrownBy(() -> JcaSignatureEngine.of(empty, EDDSA))
                .withMessageContaining("Empty");
    }

    @Test
    void canDifferBetweenVerifiersThatShareTheirKeys() {
        StaticJwkSet keys = StaticJwkSet.ofJson("{\"keys\":[" + KEY.jwk() + "]}");
        CompactJws good = CompactJws.of(
                        "{\"alg\":\"EdDSA\",\"kid\":\"" + KEY.keyId() + "\"}", "{\"iss\":\"issuer\",\"sub\":\"u1\"}")
                .signedWith(KEY);
        String bad = good.payload("{\"iss\":\"issuer\",\"sub\":\"u2\"}").toString();
        for (int round = 0; round < 3; round++) {
            for (Engines engine : Engines.values()) {
                JwtVerifier.Builder builder = JwtVerifier.builder().trust(issuer(keys));
                engine.accept(builder);
                JwtVerifier verifier = builder.build();

                assertThat(verifier.verify(good.toString()).subject()).isEqualTo("u1");
                assertThatExceptionOfType(JwtRejectedException.class).isThrownBy(() -> verifier.verify(bad));
            }
        }
    }

    @Test
    void makesAKeyOfItsOwnAndHasAName() {
        SignatureScheme scheme = SignatureScheme.of(JwsAlgorithm.EdDSA, Engines.BOUNCY_CASTLE.provider());
        SignatureScheme jdk = SignatureScheme.ofJdk(JwsAlgorithm.EdDSA);

        assertThat(Objects.requireNonNull(scheme)
                        .convert(KEY.publicKey())
                        .getClass()
                        .getName())
                .startsWith("org.bouncycastle.");
        assertThat(scheme.engine()).startsWith("BC 1.");
        assertThat(jdk.convert(KEY.publicKey())).isSameAs(KEY.publicKey());
        assertThat(jdk.engine()).isEqualTo("JDK");
    }

    @Test
    void isKeptWithTheKeyThatItWasUsedWith() throws Exception {
        String token = CompactJws.of("{\"alg\":\"EdDSA\"}", "{\"iss\":\"issuer\"}")
                .signedWith(KEY)
                .toString();
        VerificationKey key = VerificationKey.of(KEY.publicKey(), KEY.keyId(), EDDSA);
        JwtVerifier.Builder builder =
                JwtVerifier.builder().trust(issuer(StaticJwkSet.of(key))).verifiedTokenCache(0);
        JwtVerifier withBest =
                builder.signatureEngine(SignatureEngine.fastest()).build();
        JwtVerifier withJdk = builder.signatureEngine(SignatureEngine.jdk()).build();

        withBest.verify(token);
        KeyVerifier byBest = checkOf(key);
        withBest.verify(token);
        assertThat(checkOf(key)).isSameAs(byBest);
        assertThat(((PublicKeyVerifier) byBest)
                        .isFor(JcaSignatureEngine.bestFor(EDDSA).scheme(JwsAlgorithm.EdDSA)))
                .isTrue();
        assertThat(((PublicKeyVerifier) byBest).isFor(SignatureScheme.ofJdk(JwsAlgorithm.EdDSA)))
                .isFalse();
        withJdk.verify(token);
        assertThat(((PublicKeyVerifier) checkOf(key)).isFor(SignatureScheme.ofJdk(JwsAlgorithm.EdDSA)))
                .isTrue();
    }

    private static KeyVerifier checkOf(VerificationKey key) {
        return Objects.requireNonNull(key.prepared().verifier(JwsAlgorithm.EdDSA));
    }

    @Test
    void isReplacedByTheJdkForAKeyThatItDoesNotTake() throws Exception {
        Provider picky = new WrongProvider(Wrong.TAKES_NO_KEY);
        SignatureScheme scheme = SignatureScheme.of(JwsAlgorithm.EdDSA, picky);
        byte[] text = {1, 2, 3};

        assertThat(scheme).isNotNull();
        PublicKeyVerifier check = PublicKeyVerifier.of(scheme, KEY.publicKey());

        assertThat(check.accepts(text, text.length, KEY.sign(text))).isTrue();
        assertThat(check.isFor(scheme)).isTrue();
    }

    /** Engines differ over a signature that cannot be one: some reject it, some throw. */
    @Test
    void rejectsASignatureThatItFindsMalformed() throws Exception {
        FragileProvider provider = new FragileProvider();
        SignatureScheme scheme = Objects.requireNonNull(SignatureScheme.of(JwsAlgorithm.EdDSA, provider));
        PublicKeyVerifier check = PublicKeyVerifier.of(scheme, KEY.publicKey());
        byte[] text = {1, 2, 3};

        provider.breakWith(new SignatureException("malformed"));

        assertThat(check.accepts(text, text.length, KEY.sign(text))).isFalse();
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new ProviderException("out of order"),
                new InvalidKeyException("out of order"),
                new UnsatisfiedLinkError("out of order"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void isReplacedByTheJdkWhereItFailsAtWork(Throwable failure) {
        FragileProvider provider = new FragileProvider();
        CompactJws good = CompactJws.of(
                        "{\"alg\":\"EdDSA\",\"kid\":\"" + KEY.keyId() + "\"}", "{\"iss\":\"issuer\",\"sub\":\"u1\"}")
                .signedWith(KEY);
        JwtVerifier verifier = builder()
                .signatureEngine(SignatureEngine.of(provider))
                .verifiedTokenCache(0)
                .build();
        provider.breakWith(failure);

        assertThat(verifier.verify(good.toString()).subject()).isEqualTo("u1");
        assertThat(verifier.explain(good.payload("{\"iss\":\"issuer\",\"sub\":\"u2\"}")
                                .toString())
                        .reason())
                .contains(RejectionReason.BAD_SIGNATURE);
        assertThat(verifier.verify(good.toString()).subject()).isEqualTo("u1");
        assertThat(provider.verifications()).isGreaterThan(2);
    }

    @Test
    void thatCannotTellIsNotTheFaultOfTheToken() throws Exception {
        KeyVerifier broken = (text, length, signature) -> {
            throw new ProviderException("the last engine");
        };
        VerificationKey key = VerificationKey.of(KEY.publicKey(), KEY.keyId(), EDDSA);
        key.prepared().add(JwsAlgorithm.EdDSA, broken);
        JwtVerifier verifier =
                JwtVerifier.builder().trust(issuer(StaticJwkSet.of(key))).build();
        String token = CompactJws.of("{\"alg\":\"EdDSA\"}", "{\"iss\":\"issuer\"}")
                .signedWith(KEY)
                .toString();

        assertThatExceptionOfType(KeysUnavailableException.class).isThrownBy(() -> verifier.verify(token));
        assertThat(verifier.explain(token).isAccepted()).isFalse();
        assertThat(verifier.explain(token).reason()).isEmpty();
    }

    @Test
    void isAskedForBeforeAnyTokenComes() {
        Provider curves = Security.getProvider("SunEC");
        int place = Arrays.asList(Security.getProviders()).indexOf(curves);
        Security.removeProvider(curves.getName());
        try {
            assertThatIllegalStateException()
                    .isThrownBy(() -> JwtVerifier.builder()
                            .trust(TrustedIssuer.builder("issuer", header -> List.of())
                                    .audience("a")
                                    .build())
                            .build())
                    .withMessageContaining("This Java runtime cannot verify EdDSA")
                    .withMessageContaining("algorithms(...)");
            assertThat(JwtVerifier.builder()
                            .trust(TrustedIssuer.builder("issuer", header -> List.of())
                                    .audience("a")
                                    .algorithms(JwsAlgorithm.RS256)
                                    .build())
                            .build())
                    .isNotNull();
        } finally {
            Security.insertProviderAt(curves, place + 1);
        }
    }

    private static JwtVerifier.Builder builder() {
        return JwtVerifier.builder().trust(issuer(StaticJwkSet.ofJson("{\"keys\":[" + KEY.jwk() + "]}")));
    }

    private static TrustedIssuer issuer(StaticJwkSet keys) {
        return TrustedIssuer.builder("issuer", keys)
                .withoutAudienceCheck()
                .allowMissingExpiration()
                .build();
    }

    /** A fault of an engine. */
    private enum Wrong {
        ACCEPTS_EVERYTHING(signature -> true),
        REJECTS_EVERYTHING(signature -> false),
        ACCEPTS_ZEROS(signature -> signature[0] == 0 && signature[63] == 0
                || Arrays.equals(
                        signature, KnownAnswerTest.of(JwsAlgorithm.EdDSA).signature())),
        FAILS(signature -> {
            throw new ProviderException("broken");
        }),
        ACCEPTS_ONCE(new Function<>() {
            private boolean isFirst = true;

            @Override
            public Boolean apply(byte[] signature) {
                boolean isGood = Arrays.equals(
                        signature, KnownAnswerTest.of(JwsAlgorithm.EdDSA).signature());
                boolean verdict = isGood && isFirst;
                isFirst &= !isGood;
                return verdict;
            }
        }),
        IGNORES_THE_TEXT(signature ->
                Arrays.equals(signature, KnownAnswerTest.of(JwsAlgorithm.EdDSA).signature())),
        TAKES_NO_KEY(signature -> true);

        private final Function<byte[], Boolean> verdict;

        Wrong(Function<byte[], Boolean> verdict) {
            this.verdict = verdict;
        }
    }

    static Provider providerThatTakesNoKey() {
        return new WrongProvider(Wrong.TAKES_NO_KEY);
    }

    private static final class WrongProvider extends Provider {

        private static final long serialVersionUID = 1L;

        WrongProvider(Wrong wrong) {
            super("Wrong", "1", "verifies wrongly");
            putService(new Service(this, "Signature", "Ed25519", "none", List.of(), null) {
                @Override
                public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                    return new WrongSignature(wrong);
                }
            });
        }
    }

    private static final class WrongSignature extends VerifyingSpi {

        private final Wrong wrong;

        WrongSignature(Wrong wrong) {
            this.wrong = wrong;
        }

        @Override
        protected void engineInitVerify(PublicKey key) {
            if (wrong == Wrong.TAKES_NO_KEY) {
                throw new ProviderException("no key is good enough");
            }
        }

        @Override
        protected void engineUpdate(byte b) {
            // the text does not matter here
        }

        @Override
        protected void engineUpdate(byte[] text, int from, int length) {
            // the text does not matter here
        }

        @Override
        protected boolean engineVerify(byte[] signature) {
            return wrong.verdict.apply(signature);
        }
    }
}
