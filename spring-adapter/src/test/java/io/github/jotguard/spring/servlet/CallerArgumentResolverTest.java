package io.github.jotguard.spring.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.spring.TestTokens;
import io.github.jotguard.spring.caller.UnverifiedCallerException;
import io.github.jotguard.spring.caller.UserLookup;
import io.github.jotguard.spring.problem.RequestRejectedException;
import io.github.jotguard.spring.settings.JotguardProperties.UnknownUser;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.MethodParameter;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.ServletWebRequest;

class CallerArgumentResolverTest {

    private static final UserLookup LOOKUP = new UserLookup(new DefaultListableBeanFactory(), UnknownUser.UNAUTHORIZED);

    private final TestTokens tokens = new TestTokens();
    private final VerifiedJwt jwt = tokens.verified(t -> {});

    @AfterEach
    void stop() {
        tokens.close();
    }

    @SuppressWarnings("unused")
    void controller(VerifiedJwt jwt, Optional<VerifiedJwt> optional, @Nullable VerifiedJwt nullable, String other) {}

    private static MethodParameter parameter(int index) {
        try {
            return new MethodParameter(
                    CallerArgumentResolverTest.class.getDeclaredMethod(
                            "controller", VerifiedJwt.class, Optional.class, VerifiedJwt.class, String.class),
                    index);
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static @Nullable Object resolve(int index, Optional<VerifiedJwt> token) {
        return new CallerArgumentResolver(() -> request -> token, () -> LOOKUP)
                .resolveArgument(parameter(index), null, new ServletWebRequest(new MockHttpServletRequest()), null);
    }

    @Test
    void takesParametersOfTheCallerAlone() {
        CallerArgumentResolver resolver = new CallerArgumentResolver(() -> request -> Optional.empty(), () -> LOOKUP);

        assertThat(resolver.supportsParameter(parameter(0))).isTrue();
        assertThat(resolver.supportsParameter(parameter(1))).isTrue();
        assertThat(resolver.supportsParameter(parameter(3))).isFalse();
    }

    @Test
    void givesTheTokenInTheWrapperOfTheParameter() {
        assertThat(resolve(0, Optional.of(jwt))).isSameAs(jwt);
        assertThat(resolve(1, Optional.of(jwt))).isEqualTo(Optional.of(jwt));
        assertThat(resolve(2, Optional.of(jwt))).isSameAs(jwt);
    }

    @Test
    void givesNoTokenOfAnAnonymousRequest() {
        assertThat(resolve(1, Optional.empty())).isEqualTo(Optional.empty());
        assertThat(resolve(2, Optional.empty())).isNull();
        assertThatExceptionOfType(RequestRejectedException.class)
                .isThrownBy(() -> resolve(0, Optional.empty()))
                .satisfies(rejected -> assertThat(rejected.problem().code()).isEqualTo("missing_token"));
    }

    @Test
    void failsIfJotguardIsSwitchedOff() {
        CallerArgumentResolver resolver = new CallerArgumentResolver(() -> request -> Optional.of(jwt), () -> null);

        assertThatExceptionOfType(UnverifiedCallerException.class)
                .isThrownBy(() -> resolver.resolveArgument(
                        parameter(0), null, new ServletWebRequest(new MockHttpServletRequest()), null));
    }
}
