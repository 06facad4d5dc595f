package io.github.jotguard.spring.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.spring.CurrentUser;
import io.github.jotguard.spring.TestTokens;
import io.github.jotguard.spring.caller.CallerParameter;
import io.github.jotguard.spring.caller.UserLookup;
import io.github.jotguard.spring.settings.JotguardProperties.UnknownUser;
import java.lang.reflect.Method;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.core.MethodParameter;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

class WebFluxCallerParametersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestTokens tokens = new TestTokens();
    private final VerifiedJwt jwt = tokens.verified(t -> {});
    private final VerificationSchedulers blocking = new VerificationSchedulers(1, 1, 1);
    private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
    private final UserLookup users = new UserLookup(beans, UnknownUser.UNAUTHORIZED);
    private final WebFluxCallerParameters parameters =
            new WebFluxCallerParameters(() -> exchange -> Mono.just(jwt), () -> users, () -> blocking);
    private final RequestMappingHandlerAdapter adapter = new RequestMappingHandlerAdapter();
    private final Controller controller = new Controller();

    @AfterEach
    void stop() {
        blocking.destroy();
        tokens.close();
    }

    record AppUser(String id) {}

    record AppPrincipal(String getName) implements Principal {
        @Override
        public String getName() {
            return getName;
        }
    }

    @SuppressWarnings("unused")
    static class Controller {

        private final List<Object> received = new ArrayList<>();

        public void me(VerifiedJwt caller, @Nullable StringBuilder other) {
            received.add(caller);
            received.add(String.valueOf(other));
        }

        public void user(@CurrentUser AppUser user) {}

        public void principal(@CurrentUser AppPrincipal user) {}

        public void body(@RequestBody @CurrentUser AppUser user) {}
    }

    @SuppressWarnings("unused")
    static class WithBinder {

        @InitBinder
        public void binder(@CurrentUser AppUser user) {}
    }

    private static Method method(Class<?> controller, String name) {
        return Arrays.stream(controller.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Calls the controller with the adapter, as WebFlux does. */
    private void call() throws Exception {
        try (StaticApplicationContext context = new StaticApplicationContext()) {
            context.refresh();
            adapter.setApplicationContext(context);
            assertThat(parameters.postProcessBeforeInitialization(adapter, "adapter"))
                    .isSameAs(adapter);
            adapter.afterPropertiesSet();
            adapter.handle(
                            MockServerWebExchange.from(MockServerHttpRequest.get("/me")),
                            new HandlerMethod(controller, method(Controller.class, "me")))
                    .block(PATIENCE);
        }
    }

    private @Nullable String obstacle(String name) {
        return obstacle(new HandlerMethod(controller, method(Controller.class, name)));
    }

    private @Nullable String obstacle(HandlerMethod handler) {
        return parameters.obstacle(
                beans, handler, CallerParameter.require(new MethodParameter(handler.getMethod(), 0)));
    }

    @Test
    void areFilledByAnAdapter() throws Exception {
        call();

        assertThat(controller.received).containsExactly(jwt, "null");
    }

    @Test
    void areFilledBesideThoseOfResolversOfTheApplication() throws Exception {
        ArgumentResolverConfigurer own = new ArgumentResolverConfigurer();
        own.addCustomResolver(new OfBuilders());
        adapter.setArgumentResolverConfigurer(own);
        call();

        assertThat(controller.received).containsExactly(jwt, "own");
    }

    @Test
    void leaveOtherBeansAlone() {
        assertThat(parameters.postProcessBeforeInitialization("bean", "name")).isEqualTo("bean");
    }

    @Test
    void haveNoObstacleWithAnAdapterThatHasTheResolver() {
        parameters.postProcessBeforeInitialization(adapter, "adapter");
        beans.registerSingleton("adapter", adapter);

        assertThat(obstacle("me")).isNull();
        assertThat(obstacle("user")).isNull();
    }

    @Test
    void areNotFilledByAnAdapterThatWasMadeBefore() {
        beans.registerSingleton("adapter", adapter);

        assertThat(obstacle("user"))
                .isEqualTo("a RequestMappingHandlerAdapter was made before Jotguard's bean post-processor");
    }

    @Test
    void areNotFilledWhereWebFluxComesFirst() {
        assertThat(obstacle(new HandlerMethod(new WithBinder(), method(WithBinder.class, "binder"))))
                .isEqualTo("it is in an @InitBinder method of WebFlux");
        assertThat(obstacle("principal")).isEqualTo("WebFlux gives its own Principal");
        assertThat(obstacle("body")).isEqualTo("it has @RequestBody");
    }

    /** A resolver of an application. */
    private static final class OfBuilders implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == StringBuilder.class;
        }

        @Override
        public Mono<Object> resolveArgument(
                MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
            return Mono.just(new StringBuilder("own"));
        }
    }
}
