package io.github.jotguard.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class SafeLoggingTest {

    @Test
    void makesTextsOfStrangersFitForALog() {
        assertThat(SafeLogging.printable("/a\r\nb\u001b[0m\\u\u202e${jndi:x}", 100))
                .isEqualTo("/a\\u000d\\u000ab\\u001b[0m\\u005cu\\u202e${jndi:x}");
        assertThat(SafeLogging.printable("abcdef", 6)).isEqualTo("abcdef");
        assertThat(SafeLogging.printable("abcdefg", 6)).isEqualTo("abcdef...");
        assertThat(SafeLogging.printable("abcde\n", 6)).isEqualTo("abcde...");
        assertThat(SafeLogging.printable(null, 6)).isEmpty();
        assertThat(SafeLogging.printable("x".repeat(1_000_000), 200)).hasSize(203);
    }

    @Test
    void survivesALogThatThrows() {
        assertThatCode(() -> SafeLogging.run(() -> {
                    throw new StackOverflowError("log");
                }))
                .doesNotThrowAnyException();
    }

    @Test
    void keepsTheInterruptOfALog() {
        SafeLogging.run(() -> SafeLoggingTest.<RuntimeException>throwing(new InterruptedException()));
        assertThat(Thread.interrupted()).isTrue();
        SafeLogging.run(() -> SafeLoggingTest.<RuntimeException>throwing(new IllegalStateException()));
        assertThat(Thread.interrupted()).isFalse();
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwing(Throwable failure) throws T {
        throw (T) failure;
    }
}
