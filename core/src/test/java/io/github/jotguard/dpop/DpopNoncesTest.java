package io.github.jotguard.dpop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DpopNoncesTest {

    private static final Instant MINUTE = Instant.parse("2026-11-21T12:00:00Z");

    private final DpopNonces nonces = new DpopNonces(secret(1));

    private static byte[] secret(int filling) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) filling);
        return secret;
    }

    @Test
    void staysTheSameForAMinute() {
        assertThat(nonces.current(MINUTE))
                .isEqualTo(nonces.current(MINUTE.plusSeconds(59)))
                .isNotEqualTo(nonces.current(MINUTE.plusSeconds(60)))
                .isNotEqualTo(nonces.current(MINUTE.minusSeconds(1)))
                .matches("[A-Za-z0-9_-]{22}");
    }

    @Test
    void isGoodInItsMinuteAndTheNext() {
        String nonce = nonces.current(MINUTE);

        assertThat(nonces.accepts(nonce, MINUTE)).isTrue();
        assertThat(nonces.accepts(nonce, MINUTE.plusSeconds(119))).isTrue();
        assertThat(nonces.accepts(nonce, MINUTE.plusSeconds(120))).isFalse();
    }

    @Test
    void isGoodAMinuteEarlyForAProcessWhoseClockIsBehind() {
        String nonce = nonces.current(MINUTE);

        assertThat(nonces.accepts(nonce, MINUTE.minusSeconds(60))).isTrue();
        assertThat(nonces.accepts(nonce, MINUTE.minusSeconds(61))).isFalse();
    }

    @Test
    void isThatOfEveryProcessWithTheSecretAndOfNoOther() {
        String nonce = nonces.current(MINUTE);

        assertThat(new DpopNonces(secret(1)).accepts(nonce, MINUTE)).isTrue();
        assertThat(new DpopNonces(secret(2)).accepts(nonce, MINUTE)).isFalse();
    }

    @Test
    void isNoOtherText() {
        String nonce = nonces.current(MINUTE);

        assertThat(nonces.accepts("", MINUTE)).isFalse();
        assertThat(nonces.accepts(nonce + "A", MINUTE)).isFalse();
        assertThat(nonces.accepts(nonce.substring(1), MINUTE)).isFalse();
        assertThat(nonces.accepts("é".repeat(22), MINUTE)).isFalse();
    }

    @Test
    void isComputedForTimesBefore1970() {
        Instant early = Instant.ofEpochSecond(-1);

        assertThat(nonces.accepts(nonces.current(early), early)).isTrue();
        assertThat(nonces.current(early)).isNotEqualTo(nonces.current(Instant.EPOCH));
    }

    @Test
    void isNotChangedByAnEarlierOneThatIsChecked() {
        String now = nonces.current(MINUTE);
        nonces.current(MINUTE.minusSeconds(600));

        assertThat(nonces.current(MINUTE)).isEqualTo(now);
    }
}
