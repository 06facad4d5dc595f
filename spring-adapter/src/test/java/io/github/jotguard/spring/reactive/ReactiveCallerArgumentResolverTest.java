package io.github.jotguard.spring.reactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.spring.CurrentUser;
import io.github.jotguard.spring.CurrentUserResolver;
import io.github.jotguard.spring.TestTokens;
import io.github.jotguard.spring.caller.UnverifiedCallerException;
import io.github.jotguard.spring.caller.UserLookup;
import io.github.jotguard.spring.problem.RequestRejectedException;
import io.github.jotguard.spring.settings.JotguardProperties.UnknownUser;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.BindingContext;
import reactor.core.publisher.Mono;

class ReactiveCallerArgumentResolverTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestTokens tokens = new TestTokens();
    private final VerifiedJwt jwt = tokens.verified(t -> t.subject("u1"));
    private final VerificationSchedulers blocking = new VerificationSchedulers(1, 1, 1);
    private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
    private final UserLookup users = new UserLookup(beans, UnknownUser.UNAUTHORIZED);

    @AfterEach
    void stop() {
        blocking.destroy();
        tokens.close();
    }

    /** A user with the name of the thread that found it. */
    record AppUser(String id, String thread) {}

    @SuppressWarnings("unused")
    void controller(
            VerifiedJwt jwt,
            Optional<VerifiedJwt> optionalJwt,
            Mono<VerifiedJwt> monoJwt,
            @Nullable VerifiedJwt nullableJwt,
            @CurrentUser AppUser user,
            @CurrentUser Optional<AppUser> optionalUser,
            String other) {}

    private static MethodParameter parameter(int index) {
        return Arrays.stream(ReactiveCallerArgumentResolverTest.class.getDeclaredMethods())
                .filter(method -> method.getName().equals("controller"))
                .map(method -> new MethodParameter(method, index))
                .findFirst()
                .orElseThrow();
    }

    private ReactiveCallerArgumentResolver resolver(Mono<VerifiedJwt> token) {
        return new ReactiveCallerArgumentResolver(() -> exchange -> token, () -> users, () -> blocking);
    }

    private @Nullable Object resolve(int index, Mono<VerifiedJwt> token) {
        return resolver(token)
                .resolveArgument(
                        parameter(index),
                        new BindingContext(),
                        MockServerWebExchange.from(MockServerHttpRequest.get("/me")))
                .block(PATIENCE);
    }

    private void defineUsers() {
        RootBeanDefinition definition = new RootBeanDefinition();
        definition.setTargetType(ResolvableType.forClassWithGenerics(CurrentUserResolver.class, AppUser.class));
        definition.setInstanceSupplier(() -> (CurrentUserResolver<AppUser>) found ->
                Optional.of(new AppUser(found.subject(), Thread.currentThread().getName())));
        beans.registerBeanDefinition("users", definition);
    }

    @Test
    void takesParametersOfTheCallerAlone() {
        assertThat(resolver(Mono.empty()).supportsParameter(parameter(0))).isTrue();
        assertThat(resolver(Mono.empty()).supportsParameter(parameter(5))).isTrue();
        assertThat(resolver(Mono.empty()).supportsParameter(parameter(6))).isFalse();
    }

    @Test
    void givesTheTokenInTheWrapperOfTheParameter() {
        assertThat(resolve(0, Mono.just(jwt))).isSameAs(jwt);
        assertThat(resolve(1, Mono.just(jwt))).isEqualTo(Optional.of(jwt));
        assertThat(((Mono<?>) resolve(2, Mono.just(jwt))).block(PATIENCE)).isSameAs(jwt);
    }

    @Test
    void givesNoTokenOfAnAnonymousRequest() {
        assertThat(resolve(1, Mono.empty())).isEqualTo(Optional.empty());
        assertThat(resolve(3, Mono.empty())).isNull();
        assertThatExceptionOfType(RequestRejectedException.class)
                .isThrownBy(() -> resolve(0, Mono.empty()))
                .satisfies(rejected -> assertThat(rejected.problem().code()).isEqualTo("missing_token"));
    }

    @Test
    void findsUsersOnAThreadThatMayBlock() {
        defineUsers();

        AppUser user = (AppUser) resolve(4, Mono.just(jwt));
        assertThat(user.id()).isEqualTo("u1");
        assertThat(user.thread()).startsWith("jotguard-users");
        assertThat((Optional<?>) resolve(5, Mono.just(jwt))).isPresent();
    }

    @Test
    void givesTokensOnTheThreadOfTheRequestAndAnswers503ForUsersAfterTheEnd() {
        defineUsers();
        blocking.destroy();

        assertThat(resolve(0, Mono.just(jwt))).isSameAs(jwt);
        assertThatExceptionOfType(RequestRejectedException.class)
                .isThrownBy(() -> resolve(4, Mono.just(jwt)))
                .satisfies(rejected -> assertThat(rejected.problem().status()).isEqualTo(503));
    }

    @Test
    void failsIfJotguardIsSwitchedOff() {
        ReactiveCallerArgumentResolver off =
                new ReactiveCallerArgumentResolver(() -> exchange -> Mono.just(jwt), () -> null, () -> blocking);

        assertThatExceptionOfType(UnverifiedCallerException.class)
                .isThrownBy(() -> off.resolveArgument(
                        parameter(0),
                        new BindingContext(),
                        MockServerWebExchange.from(MockServerHttpRequest.get("/me"))));
    }
}
