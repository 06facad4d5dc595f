package io.github.jotguard.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.jwks.RefreshPolicy;
import io.github.jotguard.jwks.RemoteJwkSet;
import io.github.jotguard.jwks.StaticJwkSet;
import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InvalidOptionExceptionTest {

    private static final RefreshPolicy POLICY = RefreshPolicy.defaults();

    static Stream<Arguments> options() {
        return Stream.of(
                arguments("maxTokenLength", (ThrowingCallable)
                        () -> JwtVerifier.builder().maxTokenLength(0)),
                arguments("verifiedTokenCache", (ThrowingCallable)
                        () -> JwtVerifier.builder().verifiedTokenCache(-1)),
                arguments("clockSkew", (ThrowingCallable)
                        () -> TrustedIssuer.anyIssuer(StaticJwkSet.ofJson("{\"keys\":[]}"))
                                .clockSkew(Duration.ofDays(1))),
                arguments("maxKeys", (ThrowingCallable) () -> remote().maxKeys(0)),
                arguments("maxBytes", (ThrowingCallable) () -> remote().maxBytes(0)),
                arguments("freshFor", (ThrowingCallable)
                        () -> POLICY.toBuilder().freshFor(Duration.ZERO).build()),
                arguments("minFreshFor", (ThrowingCallable) () -> POLICY.toBuilder()
                        .minFreshFor(Duration.ofHours(2))
                        .maxFreshFor(Duration.ofHours(1))
                        .build()),
                arguments("maxInitialLoadWaits", (ThrowingCallable) () -> POLICY.toBuilder()
                        .maxInitialLoadWaits(-1)
                        .maxUnknownKeyWaits(0)
                        .build()));
    }

    private static RemoteJwkSet.Builder remote() {
        return RemoteJwkSet.builder("https://id.example.com/jwks.json");
    }

    @ParameterizedTest
    @MethodSource("options")
    void namesTheOptionApartFromTheSentence(String option, ThrowingCallable use) {
        InvalidOptionException invalid = catchThrowableOfType(InvalidOptionException.class, use);

        assertThat(invalid.option()).isEqualTo(option);
        assertThat(invalid.problem()).startsWith("must ");
        assertThat(invalid).hasMessage(option + " " + invalid.problem());
    }
}
