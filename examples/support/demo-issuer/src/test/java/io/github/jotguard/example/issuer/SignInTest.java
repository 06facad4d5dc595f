package io.github.jotguard.example.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.issuer.Browser.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The protection of passwords: slow hashes, equal work for everybody, and a limit to guessing. */
class SignInTest {

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-21T07:15:59.432Z"));
    private final Passwords passwords = new Passwords();

    @Test
    void matchesThePasswordAndNothingElse() {
        String hash = passwords.hash("caf\u00e9 au lait");

        assertThat(passwords.matches("cafe\u0301 au lait", Optional.of(hash))).isTrue(); // NFKC makes them one
        assertThat(passwords.matches("cafe au lait", Optional.of(hash))).isFalse();
        assertThat(passwords.hash("caf\u00e9 au lait")).isNotEqualTo(hash);
    }

    @Test
    void matchesNothingAgainstAHashThatIsNotOurs() {
        assertThat(passwords.matches("", Optional.empty())).isFalse();
        assertThat(passwords.matches("x", Optional.of("00ff:" + "ab".repeat(64))))
                .isFalse();
        assertThat(passwords.matches("x", Optional.of(""))).isFalse();
    }

    @Test
    void derivesOneKeyForAnUnknownUserAsForAKnownOne() {
        List<String> work = new ArrayList<>();
        Passwords observed = new Passwords(spec -> {
            work.add(spec.getIterationCount() + " rounds, " + spec.getKeyLength() + " bits, salt of "
                    + spec.getSalt().length);
            return Passwords.derive(spec);
        });
        Optional<String> known = Optional.of(passwords.hash("correct horse"));

        assertThat(observed.matches("correct horse", known)).isTrue();
        assertThat(work).containsExactly("600000 rounds, 256 bits, salt of 16");
        for (Optional<String> stored :
                List.of(known, Optional.<String>empty(), Optional.of("00ff:" + "ab".repeat(64)))) {
            List<String> ofTheKnownUser = List.copyOf(work);
            work.clear();
            assertThat(observed.matches("wrong horse", stored)).isFalse();
            assertThat(work).isEqualTo(ofTheKnownUser);
        }
    }

    @Test
    void limitsGuessingPerEmailAndLetsGoAfterAMinute() throws Exception {
        try (DemoIssuer issuer = DemoIssuer.start(
                TestDatabase.emptied().dataSource(),
                DemoIssuerOptions.defaults().withClock(clock))) {
            issuer.createUser("Ada", "ada@example.test", "correct horse");
            Browser guesser = new Browser(issuer);
            for (int i = 0; i < FailedSignIns.MAX_FAILURES; i++) {
                assertThat(guesser.signIn("ada@example.test", "guess " + i).status())
                        .isEqualTo(401);
            }

            Reply rejected = guesser.signIn("ADA@example.test", "correct horse");
            assertThat(rejected.status()).isEqualTo(429);
            assertThat(rejected.text()).isEqualTo("{\"message\":\"Too many requests. Please try again later.\"}");
            assertThat(rejected.header("X-Retry-After")).contains("61");
            assertThat(guesser.signIn("grace@example.test", "correct horse").status())
                    .isEqualTo(401);

            clock.advance(FailedSignIns.WINDOW);
            assertThat(guesser.signIn("ada@example.test", "correct horse").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void forgetsFailuresAfterASuccess() {
        FailedSignIns failures = new FailedSignIns(clock);
        for (int i = 0; i < FailedSignIns.MAX_FAILURES; i++) {
            assertThat(failures.countAttempt("ada@example.test")).isEmpty();
        }
        assertThat(failures.countAttempt("ada@example.test")).contains(FailedSignIns.WINDOW);

        failures.forget("ada@example.test");

        assertThat(failures.countAttempt("ada@example.test")).isEmpty();
    }

    @Test
    void remembersABoundedNumberOfEmails() {
        FailedSignIns failures = new FailedSignIns(clock);
        for (int i = 0; i < FailedSignIns.MAX_FAILURES; i++) {
            failures.countAttempt("first@example.test");
        }
        assertThat(failures.countAttempt("first@example.test")).isPresent();
        for (int i = 0; i < 10_000; i++) {
            failures.countAttempt(i + "@example.test");
        }

        assertThat(failures.countAttempt("first@example.test")).isEmpty();
    }
}
