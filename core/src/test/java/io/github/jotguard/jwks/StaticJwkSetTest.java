package io.github.jotguard.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.VerificationKey;
import io.github.jotguard.VerificationKeys;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StaticJwkSetTest extends VerificationKeysContract {

    @Override
    VerificationKeys keys() {
        return StaticJwkSet.ofJson(SET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"keys\":7}"})
    void rejectsWhatIsNoSet(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> StaticJwkSet.ofJson(json));
    }

    @Test
    void knowsItsAlgorithmsWithoutWaiting() {
        assertThat(keys().algorithms()).hasValueSatisfying(algorithms -> assertThat(algorithms)
                .contains(JwsAlgorithm.EdDSA, JwsAlgorithm.ES256)
                .doesNotContain(JwsAlgorithm.ES384, JwsAlgorithm.HS256));
        assertThat(keys().mayBlock()).isFalse();
    }

    @Test
    void saysWhyNoKeyFits() {
        assertThat(keys().describeMissing(JwkSetFixture.header(EC.keyId())))
                .contains("the key of this kid is not for EdDSA");
        assertThat(keys().describeMissing(JwkSetFixture.header("other"))).isEmpty();
        assertThat(keys()).hasToString("StaticJwkSet[" + ED.keyId() + ", " + EC.keyId() + "]");
    }

    @Test
    void takesKeysThatAreGiven() {
        VerificationKey key = VerificationKey.of(ED.publicKey(), "mine", Set.of(JwsAlgorithm.EdDSA));

        assertThat(StaticJwkSet.of(key).find(JwkSetFixture.header("mine"))).containsExactly(key);
    }
}
