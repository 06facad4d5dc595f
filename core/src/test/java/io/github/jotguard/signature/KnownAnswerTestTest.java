package io.github.jotguard.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwsAlgorithm;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of the known-answer test. Each one is needed. */
class KnownAnswerTestTest {

    private static final KnownAnswerTest KNOWN = KnownAnswerTest.of(JwsAlgorithm.EdDSA);

    @ParameterizedTest
    @EnumSource(
            names = {"HS256", "HS384", "HS512"},
            mode = Mode.EXCLUDE)
    void comesWithForgeriesThatDiffer(JwsAlgorithm algorithm) {
        KnownAnswerTest known = KnownAnswerTest.of(algorithm);
        byte[] good = known.signature();
        int half = good.length / 2;
        int owners = AlgorithmSpec.of(algorithm).keyType() == KeyType.OKP ? 1 : 0;

        assertThat(known.forgeries())
                .hasSize(6 + owners)
                .doesNotHaveDuplicates()
                .allSatisfy(forgery -> assertThat(forgery).hasSameSizeAs(good).isNotEqualTo(good));
        assertThat(known.forgeries().get(owners)).containsOnly(0);
        assertThat(known.forgeries().subList(owners + 1, owners + 5).stream()
                        .map(forgery -> Arrays.mismatch(forgery, good)))
                .containsExactly(0, half - 1, half, good.length - 1);
        assertThat(known.forgeries().get(owners + 5))
                .startsWith(Arrays.copyOfRange(good, good.length - half, good.length))
                .endsWith(Arrays.copyOf(good, half));
        assertThat(known.passes(SignatureScheme.ofJdk(algorithm))).isTrue();
    }

    static IntStream forgeries() {
        return IntStream.range(0, KNOWN.forgeries().size());
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void isNotJudgedRightlyByWhoAcceptsOneForgery(int number) {
        byte[] accepted = KNOWN.forgeries().get(number);

        assertThat(passes(jdk -> new Engine(jdk, accepted, new byte[0]))).isFalse();
    }

    @Test
    void isNotJudgedRightlyByWhoRejectsIt() {
        assertThat(passes(jdk -> new Engine(jdk, new byte[0], KNOWN.signature())))
                .isFalse();
    }

    @Test
    void isJudgedRightlyByTheJdkBehindAnotherName() {
        assertThat(passes(jdk -> new Engine(jdk, new byte[0], new byte[0]))).isTrue();
    }

    /** A provider may list a factory of keys that does not work; it verifies with the JDK's key then. */
    @Test
    void isVerifiedWithTheKeyOfTheJdkIfTheEngineMakesNone() {
        Provider provider = provider(jdk -> new Engine(jdk, new byte[0], new byte[0]));
        provider.put("KeyFactory.Ed25519", "no.such.KeyFactory");
        SignatureScheme scheme = SignatureScheme.of(JwsAlgorithm.EdDSA, provider);

        assertThat(scheme).isNotNull();
        assertThat(scheme.convert(KNOWN.key())).isNotNull().isSameAs(KNOWN.key());
        assertThat(KNOWN.passes(scheme)).isTrue();
    }

    private interface EngineOverJdk {
        VerifyingSpi over(Signature jdk);
    }

    private static boolean passes(EngineOverJdk engine) {
        SignatureScheme scheme = SignatureScheme.of(JwsAlgorithm.EdDSA, provider(engine));
        assertThat(scheme).isNotNull();
        return KNOWN.passes(scheme);
    }

    private static Provider provider(EngineOverJdk engine) {
        Provider provider = new Provider("Other", "1", "verifies in its own way") {
            private static final long serialVersionUID = 1L;

            {
                putService(new Service(this, "Signature", "Ed25519", "none", List.of(), null) {
                    @Override
                    public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                        return engine.over(Signature.getInstance("Ed25519"));
                    }
                });
            }
        };
        return provider;
    }

    /** An engine of the JDK with one signature that it always accepts and one that it always rejects. */
    private static final class Engine extends PassingOnSpi {

        private final byte[] accepted;
        private final byte[] rejected;

        Engine(Signature jdk, byte[] accepted, byte[] rejected) {
            super(jdk);
            this.accepted = accepted;
            this.rejected = rejected;
        }

        @Override
        protected boolean engineVerify(byte[] signature) {
            return Arrays.equals(signature, accepted) || (isGood(signature) && !Arrays.equals(signature, rejected));
        }

        private boolean isGood(byte[] signature) {
            try {
                return super.engineVerify(signature);
            } catch (SignatureException malformed) {
                return false;
            }
        }
    }
}
