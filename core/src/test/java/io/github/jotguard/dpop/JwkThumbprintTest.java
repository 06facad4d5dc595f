package io.github.jotguard.dpop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jotguard.testing.TestDpopKey;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwkThumbprintTest {

    private static final String N =
            "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJEC"
                    + "PebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSq"
                    + "zs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBn"
                    + "iIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";

    @Test
    void isThatOfTheExampleInRfc7638() throws ProofRejection {
        Map<String, Object> jwk = Map.of("kty", "RSA", "n", N, "e", "AQAB", "alg", "RS256", "kid", "2011-04-29");

        assertThat(JwkThumbprint.of(jwk)).isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }

    @Test
    void isThatOfTheExampleInRfc8037() throws ProofRejection {
        Map<String, Object> jwk =
                Map.of("kty", "OKP", "crv", "Ed25519", "x", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");

        assertThat(JwkThumbprint.of(jwk)).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    @Test
    void isThatOfTheExampleInRfc9449() throws ProofRejection {
        Map<String, Object> jwk = Map.of(
                "kty",
                "EC",
                "x",
                "l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs",
                "y",
                "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA",
                "crv",
                "P-256");

        assertThat(JwkThumbprint.of(jwk)).isEqualTo("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EdDSA", "ES256", "PS256"})
    void isThatOfTheTestingKit(String algorithm) throws Exception {
        TestDpopKey key = TestDpopKey.generate(algorithm);
        Map<String, Object> jwk = new HashMap<>();
        for (String member : key.key().jwk().replaceAll("[{}\"]", "").split(",")) {
            jwk.put(member.split(":")[0], member.split(":")[1]);
        }

        assertThat(JwkThumbprint.of(jwk)).isEqualTo(key.thumbprint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "OKP", "RSA"})
    void needsEachMemberOfTheType(String kty) throws ProofRejection {
        Map<String, Object> whole =
                new HashMap<>(Map.of("kty", kty, "crv", "c", "x", "x", "y", "y", "n", "n", "e", "e"));
        assertThat(JwkThumbprint.of(whole)).hasSize(43);
        int needed = 0;
        for (String member : Map.copyOf(whole).keySet()) {
            Map<String, Object> without = new HashMap<>(whole);
            without.remove(member);
            needed += isComputed(without) ? 0 : 1;
        }

        assertThat(needed).isEqualTo(kty.equals("EC") ? 4 : 3);
    }

    private static boolean isComputed(Map<String, Object> jwk) {
        try {
            return JwkThumbprint.of(jwk) != null;
        } catch (ProofRejection rejected) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"oct", "AKP", "ec", ""})
    void isOfNoOtherType(String kty) {
        assertThatThrownBy(() -> JwkThumbprint.of(Map.of("kty", kty, "crv", "P-256", "x", "x", "y", "y", "k", "k")))
                .isInstanceOf(ProofRejection.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "a\\b", "a=", "é", "a b", "a+b", "a/b"})
    void isOfPlainTextOnly(String x) {
        assertThatThrownBy(() -> JwkThumbprint.of(Map.of("kty", "OKP", "crv", "Ed25519", "x", x)))
                .isInstanceOf(ProofRejection.class);
        assertThatThrownBy(() -> JwkThumbprint.of(Map.of("kty", 1))).isInstanceOf(ProofRejection.class);
        assertThatThrownBy(() -> JwkThumbprint.of(Map.of("kty", "OKP", "crv", "Ed25519", "x", 1)))
                .isInstanceOf(ProofRejection.class);
    }
}
