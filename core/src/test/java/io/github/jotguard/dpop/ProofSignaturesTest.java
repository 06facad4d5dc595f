package io.github.jotguard.dpop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.testing.TestDpopKey;
import io.github.jotguard.testing.TestKey;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProofSignaturesTest {

    private static final Set<JwsAlgorithm> ALGORITHMS =
            Set.of(JwsAlgorithm.EdDSA, JwsAlgorithm.PS256, JwsAlgorithm.RS256);

    private final ProofSignatures signatures = new ProofSignatures(ALGORITHMS);

    private static DpopProof proof(TestDpopKey key) throws ProofRejection {
        return DpopProof.parse(key.proof("GET", "https://a/", "token"), ALGORITHMS);
    }

    @Test
    void remembersTheKeysOfGoodSignaturesAndNoOthers() throws ProofRejection {
        TestDpopKey key = TestDpopKey.generate("EdDSA");
        DpopProof forged = DpopProof.parse(
                key.proof("GET", "https://a/", "token", p -> p.signedWith(TestKey.generate("EdDSA"))), ALGORITHMS);

        assertThatThrownBy(() -> signatures.verify(forged)).isInstanceOf(ProofRejection.class);
        assertThat(signatures.size()).isZero();
        signatures.verify(proof(key));
        signatures.verify(proof(key));
        assertThat(signatures.size()).isEqualTo(1);
        assertThatThrownBy(() -> signatures.verify(forged)).isInstanceOf(ProofRejection.class);
    }

    /** A key that was checked for one algorithm was not checked for another. */
    @Test
    void remembersAKeyForOneAlgorithm() throws ProofRejection {
        TestKey rsa = TestKey.generate("RS256");
        signatures.verify(proof(TestDpopKey.of(rsa)));

        signatures.verify(proof(TestDpopKey.of(rsa.withAlgorithm("PS256"))));

        assertThat(signatures.size()).isEqualTo(2);
    }

    @Test
    void remembersTheKeysThatWereUsedLast() throws ProofRejection {
        for (int i = 0; i <= ProofSignatures.MAX_KEYS; i++) {
            signatures.verify(proof(TestDpopKey.generate("EdDSA")));
        }

        assertThat(signatures.size()).isEqualTo(ProofSignatures.MAX_KEYS);
    }
}
