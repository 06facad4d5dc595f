package io.github.jotguard.example.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrivateKeyEncryptionTest {

    private static final byte[] KEY = {1, 2, 3};

    private final PrivateKeyEncryption encryption =
            new PrivateKeyEncryption(Secret.of("a secret of no less than 32 bytes"));

    @Test
    void decryptsWhatItEncrypted() {
        assertThat(encryption.decrypt("kid", encryption.encrypt("kid", KEY)).orElseThrow())
                .isEqualTo(KEY);
    }

    @Test
    void encryptsDifferentlyEachTime() {
        assertThat(encryption.encrypt("kid", KEY)).isNotEqualTo(encryption.encrypt("kid", KEY));
    }

    @Test
    void decryptsNothingOfAnotherSecretAnotherKidOrAnotherHand() {
        String encrypted = encryption.encrypt("kid", KEY);
        String changed = encrypted.substring(0, encrypted.length() - 1) + (encrypted.endsWith("0") ? "1" : "0");

        assertThat(new PrivateKeyEncryption(Secret.of("another secret of at least 32 bytes")).decrypt("kid", encrypted))
                .isEmpty();
        assertThat(encryption.decrypt("other", encrypted)).isEmpty();
        assertThat(encryption.decrypt("kid", changed)).isEmpty();
        assertThat(encryption.decrypt("kid", "00")).isEmpty();
        assertThat(encryption.decrypt("kid", "not hexadecimal")).isEmpty();
    }
}
