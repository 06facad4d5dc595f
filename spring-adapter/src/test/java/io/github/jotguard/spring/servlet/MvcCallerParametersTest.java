package io.github.jotguard.spring.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.spring.CurrentUser;
import io.github.jotguard.spring.caller.CallerParameter;
import io.github.jotguard.spring.caller.UserLookup;
import io.github.jotguard.spring.settings.InvalidSettingException;
import io.github.jotguard.spring.settings.JotguardProperties.UnknownUser;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.handler.HandlerExceptionResolverComposite;
import org.springframework.web.servlet.mvc.method.annotation.ExceptionHandlerExceptionResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** Our resolver comes before all others, wherever Spring MVC fills parameters. */
class MvcCallerParametersTest {

    private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
    private final UserLookup users = new UserLookup(beans, UnknownUser.UNAUTHORIZED);
    private final MvcCallerParameters parameters =
            new MvcCallerParameters(() -> request -> Optional.empty(), () -> users);
    private final RequestMappingHandlerAdapter adapter = new RequestMappingHandlerAdapter();
    private final ExceptionHandlerExceptionResolver exceptions = new ExceptionHandlerExceptionResolver();

    private static void assertOursFirst(@Nullable List<HandlerMethodArgumentResolver> resolvers, int others) {
        assertThat(resolvers).hasSize(1 + others);
        assertThat(resolvers.get(0)).isInstanceOf(CallerArgumentResolver.class);
        assertThat(resolvers.subList(1, resolvers.size())).noneMatch(CallerArgumentResolver.class::isInstance);
    }

    @Test
    void comesFirstInAnAdapterAndKeepsItsResolvers() {
        adapter.setApplicationContext(new StaticWebApplicationContext());
        adapter.afterPropertiesSet();
        int arguments = adapter.getArgumentResolvers().size();
        int binders = adapter.getInitBinderArgumentResolvers().size();

        assertThat(parameters.postProcessAfterInitialization(adapter, "adapter"))
                .isSameAs(adapter);
        parameters.postProcessAfterInitialization(adapter, "again");

        assertThat(arguments).isPositive();
        assertOursFirst(adapter.getArgumentResolvers(), arguments);
        assertOursFirst(adapter.getInitBinderArgumentResolvers(), binders);
    }

    @Test
    void isAloneInWhatHasNoResolversYet() {
        parameters.postProcessAfterInitialization(adapter, "adapter");
        parameters.postProcessAfterInitialization(exceptions, "exceptions");

        assertOursFirst(adapter.getArgumentResolvers(), 0);
        assertOursFirst(exceptions.getArgumentResolvers().getResolvers(), 0);
    }

    @Test
    void comesFirstForExceptionHandlersInAComposite() {
        exceptions.afterPropertiesSet();
        int others = exceptions.getArgumentResolvers().getResolvers().size();
        HandlerExceptionResolverComposite composite = new HandlerExceptionResolverComposite();
        composite.setExceptionResolvers(List.of(exceptions));

        parameters.postProcessAfterInitialization(composite, "composite");

        assertThat(others).isPositive();
        assertOursFirst(exceptions.getArgumentResolvers().getResolvers(), others);
    }

    @Test
    void isAddedToAChildContext() {
        try (StaticWebApplicationContext child = new StaticWebApplicationContext()) {
            child.getBeanFactory().registerSingleton("adapter", adapter);
            child.getBeanFactory().registerSingleton("exceptions", exceptions);
            child.refresh();
            try (StaticWebApplicationContext parent = new StaticWebApplicationContext()) {
                parameters.setApplicationContext(parent);
                parameters.onApplicationEvent(new ContextRefreshedEvent(child));
            }
        }

        assertOursFirst(adapter.getArgumentResolvers(), 0);
        assertOursFirst(exceptions.getArgumentResolvers().getResolvers(), 0);
    }

    @Test
    void isCheckedInAChildContext() {
        try (StaticWebApplicationContext parent = new StaticWebApplicationContext();
                StaticWebApplicationContext child = new StaticWebApplicationContext()) {
            child.registerSingleton("listener", Listener.class);
            child.refresh();
            parameters.setApplicationContext(parent);

            assertThatExceptionOfType(InvalidSettingException.class)
                    .isThrownBy(() -> parameters.onApplicationEvent(new ContextRefreshedEvent(child)))
                    .withMessageContaining(Listener.class.getName() + ".heard is not filled by Jotguard");
        }
    }

    @SuppressWarnings("unused")
    static class Listener {

        void heard(@CurrentUser String user) {}
    }

    @Test
    void isNotAddedAgainToItsOwnContext() {
        try (StaticWebApplicationContext own = new StaticWebApplicationContext()) {
            own.getBeanFactory().registerSingleton("adapter", adapter);
            own.refresh();
            parameters.setApplicationContext(own);
            parameters.onApplicationEvent(new ContextRefreshedEvent(own));
        }

        assertThat(adapter.getArgumentResolvers()).isNull();
    }

    @SuppressWarnings("unused")
    static class Controller {

        void me(VerifiedJwt jwt) {}

        @InitBinder
        void binder(VerifiedJwt jwt) {}

        @ExceptionHandler
        void failed(VerifiedJwt jwt) {}
    }

    private @Nullable String obstacle(String method) {
        try {
            HandlerMethod handler =
                    new HandlerMethod(new Controller(), Controller.class.getDeclaredMethod(method, VerifiedJwt.class));
            CallerParameter parameter = CallerParameter.require(new MethodParameter(handler.getMethod(), 0));
            return parameters.obstacle(beans, handler, parameter);
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void hasNoObstacleWhereItComesFirst() {
        adapter.setApplicationContext(new StaticWebApplicationContext());
        adapter.afterPropertiesSet();
        parameters.postProcessAfterInitialization(adapter, "adapter");
        beans.registerSingleton("adapter", adapter);

        assertThat(obstacle("me")).isNull();
        assertThat(obstacle("binder")).isNull();
        assertThat(obstacle("failed")).isNull();
    }

    @Test
    void namesTheResolverThatComesFirst() {
        parameters.postProcessAfterInitialization(adapter, "adapter");
        adapter.setArgumentResolvers(List.of(new Taking(false), new Taking(true)));
        beans.registerSingleton("adapter", adapter);

        assertThat(obstacle("me")).isEqualTo(Taking.class.getName() + " comes first");
        assertThat(obstacle("binder")).isNull();
    }

    @Test
    void namesTheLackOfAResolver() {
        adapter.setArgumentResolvers(List.of(new Taking(false)));
        beans.registerSingleton("adapter", adapter);

        assertThat(obstacle("me")).isEqualTo("no resolver takes it");
        assertThat(obstacle("binder")).isEqualTo("no resolver takes it");
    }

    @Test
    void namesTheLackOfAnAdapter() {
        assertThat(obstacle("me")).isEqualTo("there is no bean of type RequestMappingHandlerAdapter");
        assertThat(obstacle("failed")).isNull();
    }

    /** Takes every parameter, or none. */
    private record Taking(boolean takes) implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return takes;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            throw new IllegalStateException("not called");
        }
    }
}
