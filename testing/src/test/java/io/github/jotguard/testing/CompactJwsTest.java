package io.github.jotguard.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactJwsTest {
    @Test
    void encodesWhatItIsGivenAndChecksNothing() {
        assertThat(CompactJws.of("{\"alg\":\"none\"}", "no JSON")).hasToString("eyJhbGciOiJub25lIn0.bm8gSlNPTg.");
    }

    @Test
    void writesPartsAsTheyAre() {
        assertThat(CompactJws.of("", "").headerPart("a=b").payloadPart(" ").signaturePart("!"))
                .hasToString("a=b. .!");
    }

    @Test
    void encodesBytesThatAreNotUtf8() {
        byte[] broken = {(byte) 0xff, (byte) 0xfe};
        assertThat(CompactJws.of("", "").header(broken).payload(broken).signature(broken))
                .hasToString("__4.__4.__4");
    }

    @Test
    void takesTokensApartAndKeepsWhatIsNotChanged() {
        CompactJws jws = CompactJws.parse("aa.bb.cc");
        assertThat(jws.headerPart()).isEqualTo("aa");
        assertThat(jws.payloadPart()).isEqualTo("bb");
        assertThat(jws.signaturePart()).isEqualTo("cc");
        assertThat(jws.payload("x")).hasToString("aa.eA.cc");
        assertThat(jws.header("x")).hasToString("eA.bb.cc");
        assertThat(jws).hasToString("aa.bb.cc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a.b", "a.b.c.d", "a.b.c."})
    void refusesToTakeApartWhatHasNotThreeParts(String token) {
        assertThatIllegalArgumentException().isThrownBy(() -> CompactJws.parse(token));
    }

    @Test
    void signsItsPartsAsTheyStand() throws Exception {
        TestKey key = TestKey.generate("ES256");
        String token = CompactJws.of("[]", "").payloadPart("b=").signedWith(key).toString();
        assertThat(JdkVerification.verifiesWithJwk(token, key.jwk())).isTrue();
        String changed = CompactJws.parse(token).payloadPart("b").toString();
        assertThat(JdkVerification.verifiesWithJwk(changed, key.jwk())).isFalse();
    }

    @Test
    void encodesWithAndWithoutPadding() {
        byte[] bytes = {(byte) 0xfb, (byte) 0xff};
        assertThat(CompactJws.base64Url(bytes)).isEqualTo("-_8");
        assertThat(CompactJws.paddedBase64Url(bytes)).isEqualTo("-_8=");
        assertThat(CompactJws.base64Url("\u00e9")).isEqualTo("w6k");
    }
}
