package io.github.jotguard.spring.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.github.jotguard.JwsHeader;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.KeysStatus;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerificationKey;
import io.github.jotguard.VerificationKeys;
import io.github.jotguard.jwks.RemoteJwkSet;
import io.github.jotguard.spring.settings.InvalidSettingException;
import io.github.jotguard.spring.settings.JotguardProperties.Startup;
import io.github.jotguard.testing.TestIssuer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Keys at the start, and what is said of those that are missing. */
@ExtendWith(OutputCaptureExtension.class)
class KeyPreloaderTest {

    private TestIssuer first;
    private TestIssuer second;
    private TestIssuer third;
    private JwtVerifier verifier;

    @BeforeEach
    void start() {
        first = TestIssuer.start();
        second = TestIssuer.start();
        third = TestIssuer.start();
        verifier = JwtVerifier.trusting(trusted(first), trusted(second), trusted(third));
    }

    @AfterEach
    void stop() {
        verifier.close();
        first.close();
        second.close();
        third.close();
    }

    private static TrustedIssuer trusted(TestIssuer issuer) {
        return TrustedIssuer.builder(issuer.issuer(), RemoteJwkSet.at(issuer.jwksUri()))
                .audience(issuer.audience())
                .build();
    }

    private static void load(Startup startup, JwtVerifier verifier) {
        new KeyPreloader(startup, verifier).afterSingletonsInstantiated();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LAZY")
    void areFetchedFromEveryIssuer(Startup startup, CapturedOutput output) {
        load(startup, verifier);

        assertThat(verifier.status().issuers().values())
                .extracting(KeysStatus::state)
                .containsOnly(KeysStatus.State.FRESH);
        assertThat(output).doesNotContain("Started without");
    }

    @Test
    void areNotFetchedBeforeTheyAreNeededWhenLazy() {
        load(Startup.LAZY, verifier);

        assertThat(first.requests()).isZero();
    }

    @Test
    void namesEachThatIsMissingAndNoOther(CapturedOutput output) {
        second.goDown();
        third.goDown();
        load(Startup.PRELOAD, verifier);

        assertThat(output)
                .containsOnlyOnce("Started without the keys of a trusted issuer")
                .containsPattern("available: http\\S+ \\(.+\\), http\\S+ \\(.+\\)\\R")
                .contains(second.jwksUri() + " (", third.jwksUri() + " (")
                .doesNotContain(first.jwksUri() + " (");
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> load(Startup.REQUIRE_KEYS, verifier))
                .withMessageContaining(third.jwksUri() + " (")
                .withMessageNotContaining(first.jwksUri() + " (");
    }

    private static final class Failing implements VerificationKeys {

        @Override
        public List<VerificationKey> find(JwsHeader header) {
            return List.of();
        }

        @Override
        public KeysStatus status() {
            throw new IllegalStateException("a message that nobody is shown");
        }
    }

    private static JwtVerifier failing() {
        return JwtVerifier.trusting(
                TrustedIssuer.builder("a", new Failing()).audience("a").build());
    }

    @Test
    void mayBeUnknownUnlessTheyAreRequired(CapturedOutput output) {
        assertThatNoException().isThrownBy(() -> load(Startup.PRELOAD, failing()));
        assertThat(output)
                .containsOnlyOnce("Started without keys: the JwtVerifier of the application failed"
                        + " (java.lang.IllegalStateException)")
                .doesNotContain("nobody is shown");
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> load(Startup.REQUIRE_KEYS, failing()))
                .withMessageContaining("failed (java.lang.IllegalStateException)");
    }
}
