package io.github.jotguard.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.JwsHeader;
import io.github.jotguard.KeysStatus;
import io.github.jotguard.VerificationKeys;
import io.github.jotguard.VerificationListener;
import io.github.jotguard.testing.TestKey;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rules for every source of a JWK Set. */
abstract class VerificationKeysContract {

    static final TestKey ED = TestKey.generate("EdDSA");
    static final TestKey EC = TestKey.generate("ES256");
    static final TestKey ANONYMOUS = TestKey.generate("RS256");
    static final String SET = "{\"keys\":[" + ED.jwk() + "," + EC.jwk() + "," + ANONYMOUS.jwk(jwk -> jwk.remove("kid"))
            + ",{\"kty\":\"oct\"}]}";

    /** A source of {@link #SET}. */
    abstract VerificationKeys keys();

    private static JwsHeader header(JwsAlgorithm algorithm, String keyId) {
        return new JwsHeader(algorithm, Optional.ofNullable(keyId), Optional.empty());
    }

    @Test
    void findsAKeyByItsKeyId() {
        assertThat(keys().find(header(JwsAlgorithm.EdDSA, ED.keyId())))
                .singleElement()
                .satisfies(key -> assertThat(key.keyId()).contains(ED.keyId()));
    }

    @Test
    void findsAKeyByItsAlgorithmWhereTheHeaderHasNoKeyId() {
        assertThat(keys().find(header(JwsAlgorithm.ES256, null)))
                .singleElement()
                .satisfies(key -> assertThat(key.keyId()).contains(EC.keyId()));
    }

    @Test
    void findsAKeyWithoutKeyIdOnlyForAHeaderWithoutOne() {
        assertThat(keys().find(header(JwsAlgorithm.RS256, null))).hasSize(1);
        assertThat(keys().find(header(JwsAlgorithm.RS256, "rsa"))).isEmpty();
    }

    @Test
    void findsNothingForAnotherAlgorithmThanTheKeyHas() {
        assertThat(keys().find(header(JwsAlgorithm.ES256, ED.keyId()))).isEmpty();
        assertThat(keys().find(header(JwsAlgorithm.HS256, ED.keyId()))).isEmpty();
    }

    @Test
    void findsNothingForAnUnknownKeyId() {
        assertThat(keys().find(header(JwsAlgorithm.EdDSA, ED.keyId() + "x"))).isEmpty();
        assertThat(keys().find(header(JwsAlgorithm.EdDSA, ""))).isEmpty();
    }

    @Test
    void hasTheSameAtHandOnceItIsLoaded() {
        VerificationKeys keys = keys();
        keys.preload();

        assertThat(keys.findCached(header(JwsAlgorithm.EdDSA, ED.keyId())))
                .isEqualTo(keys.find(header(JwsAlgorithm.EdDSA, ED.keyId())))
                .hasSize(1);
    }

    @Test
    void saysHowItIsDoing() {
        VerificationKeys keys = keys();
        keys.preload();

        assertThat(keys.status().state()).isEqualTo(KeysStatus.State.FRESH);
        assertThat(keys.status().keyIds()).containsExactly(ED.keyId(), EC.keyId());
        assertThat(keys.status().failures()).isZero();
        assertThat(keys.toString()).doesNotContain("\"x\"");
    }

    @Test
    void takesListenersAndMayBeClosedTwice() {
        assertThatNoException().isThrownBy(() -> {
            VerificationKeys keys = keys();
            keys.addListener(new VerificationListener() {});
            keys.preload();
            keys.close();
            keys.close();
        });
    }
}
