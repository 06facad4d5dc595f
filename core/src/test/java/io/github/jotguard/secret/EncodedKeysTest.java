package io.github.jotguard.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.Forge;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shape of DER (X.690 §8.1.3), of which a key is one whole sequence. */
class EncodedKeysTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3003020105", // an integer
                "3003300100", // a sequence
                "308103020105", // the length in one byte of its own
                "30820003020105", // in two
                "3083000003020105", // in three
            })
    void includeASequenceOfASequenceOrAnInteger(String hex) {
        assertThat(EncodedKeys.include(HexFormat.of().parseHex(hex))).isTrue();
        assertThat(EncodedKeys.include(Forge.utf8(hex))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "30",
                "3000",
                "3103020105", // a set
                "3003040105", // of an octet string
                "3004020105", // longer than it is
                "3002020105", // shorter
                "3080020105", // without length
                "308103", // without content
                "30820003",
                "308400000003020105", // the length in four bytes, which no key needs
            })
    void doNotIncludeAnotherShape(String hex) {
        assertThat(EncodedKeys.include(HexFormat.of().parseHex(hex))).isFalse();
    }

    @Test
    void includeASequenceOfAnyLength() {
        assertThat(EncodedKeys.include(sequence("307f", 0x7f))).isTrue();
        assertThat(EncodedKeys.include(sequence("3081ff", 0xff))).isTrue();
        assertThat(EncodedKeys.include(sequence("3082ff80", 0xff80))).isTrue();
        assertThat(EncodedKeys.include(sequence("3082ff80", 0xff81))).isFalse();
        assertThat(EncodedKeys.include(sequence("3083010000", 0x10000))).isTrue();
    }

    /** An integer, as far as anybody looks. */
    private static byte[] sequence(String hexOfTheHead, int length) {
        return HexFormat.of().parseHex(hexOfTheHead + "02" + "00".repeat(length - 1));
    }
}
