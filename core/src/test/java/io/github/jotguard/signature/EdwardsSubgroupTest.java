package io.github.jotguard.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.testing.TestKey;
import java.math.BigInteger;
import java.security.interfaces.EdECPublicKey;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The subgroup contains the points of honest keys, and none with a part of small order. */
class EdwardsSubgroupTest {

    @ParameterizedTest
    @CsvSource({"ED25519, EdDSA", "ED448, Ed448"})
    void containsEveryKeyOfTheJdk(EdwardsSubgroup subgroup, String algorithm) {
        for (int i = 0; i < 20; i++) {
            EdECPublicKey key = (EdECPublicKey) TestKey.generate(algorithm).publicKey();

            assertThat(subgroup.contains(key.getPoint().getY())).isTrue();
        }
    }

    /** A point of prime order plus one of order 8, 4 or 2, encoded as RFC 8032 §5.1.2 and §5.2.2 say. */
    @ParameterizedTest
    @CsvSource({
        "ED25519, XGGCb1YeEHBFDbpnsQ74EEsTJCRxfCcAew5gfzDcH8A",
        "ED25519, SsxjJLhexyXZ3PuNYwdUuW8wXo_dJk3boKAaqdLc3jw",
        "ED25519, SpELhFylXwlFri7ItRhkCOL9lh5fvWWCC-vTNdnZH-U",
        "ED448, 5Hjf3ne5PNVOCfk4VrciidISnQOJSMfDQ5m0P-JuYXLfQFvws4xu9ioUTN0q2bCQI0FkmLhFhpQA",
        "ED448, Pw8irpQKE4vjee-Iw9O9jN_bg9uc_8YHvPsFn8ghdcGjbQocxcbbIHkzn7PiWI83Dx2KyuapnYYA",
    })
    void containsNoPointWithAPartOfSmallOrder(EdwardsSubgroup subgroup, String encoded) {
        assertThat(subgroup.contains(y(encoded))).isFalse();
    }

    private static BigInteger y(String encoded) {
        byte[] littleEndian = Base64.getUrlDecoder().decode(encoded);
        littleEndian[littleEndian.length - 1] &= 0x7f;
        byte[] bigEndian = new byte[littleEndian.length];
        for (int i = 0; i < bigEndian.length; i++) {
            bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
        }
        return new BigInteger(1, bigEndian);
    }

    static Stream<Engines> engines() {
        return Stream.of(Engines.values());
    }

    /** The owner of a key can make it; RFC 8032 §5.1.7 lets a verifier accept or reject it, so engines differ over it. */
    @ParameterizedTest
    @MethodSource("engines")
    void decidesTheSameOfASignatureInEveryEngine(Engines engine) throws Exception {
        for (JwsAlgorithm algorithm : new JwsAlgorithm[] {JwsAlgorithm.EdDSA, JwsAlgorithm.Ed448}) {
            SignatureScheme scheme = engine.scheme(algorithm);
            if (scheme != null) {
                KnownAnswerTest known = KnownAnswerTest.of(algorithm);
                PublicKeyVerifier check = PublicKeyVerifier.of(scheme, known.key());

                assertThat(check.accepts(KnownAnswerTest.text(), KnownAnswerTest.text().length, known.signature()))
                        .isTrue();
                assertThat(check.accepts(
                                KnownAnswerTest.text(),
                                KnownAnswerTest.text().length,
                                known.forgeries().get(0)))
                        .isFalse();
                assertThat(known.passes(scheme)).isTrue();
            }
        }
    }
}
