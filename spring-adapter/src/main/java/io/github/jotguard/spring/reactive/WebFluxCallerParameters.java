package io.github.jotguard.spring.reactive;

import io.github.jotguard.spring.caller.CallerParameter;
import io.github.jotguard.spring.caller.CallerParameterCheck;
import io.github.jotguard.spring.caller.UserLookup;
import java.lang.annotation.Annotation;
import java.security.Principal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/**
 * Adds our resolver to every adapter of WebFlux: a {@code WebFluxConfigurer} is not called if the application has a
 * {@code WebFluxConfigurationSupport}.
 *
 * <p>Internal: may change without notice.
 */
public final class WebFluxCallerParameters implements BeanPostProcessor, CallerParameterCheck.Stack {

    /** The annotations whose resolvers WebFlux calls before any other. */
    private static final List<String> FILLING_ANNOTATIONS =
            List.of("org.springframework.web.bind.annotation.", "org.springframework.beans.factory.annotation.");

    private final ReactiveCallerArgumentResolver resolver;
    private final Set<RequestMappingHandlerAdapter> adapters = Collections.newSetFromMap(new WeakHashMap<>());

    public WebFluxCallerParameters(
            Supplier<ReactiveCallerTokens> tokens,
            Supplier<@Nullable UserLookup> users,
            Supplier<VerificationSchedulers> blocking) {
        this.resolver = new ReactiveCallerArgumentResolver(tokens, users, blocking);
    }

    public ReactiveCallerArgumentResolver resolver() {
        return resolver;
    }

    /** Adds the resolver before initialization, in which the adapter creates its list of resolvers. */
    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof RequestMappingHandlerAdapter adapter) {
            ArgumentResolverConfigurer resolvers = adapter.getArgumentResolverConfigurer();
            if (resolvers == null) {
                resolvers = new ArgumentResolverConfigurer();
                adapter.setArgumentResolverConfigurer(resolvers);
            }
            resolvers.addCustomResolver(resolver);
            adapters.add(adapter);
        }
        return bean;
    }

    @Override
    public List<HandlerMethod> mapped(ListableBeanFactory beans) {
        return beans.getBeansOfType(RequestMappingHandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping.getHandlerMethods().values().stream())
                .toList();
    }

    @Override
    public boolean canBeMono() {
        return true;
    }

    @Override
    public @Nullable String obstacle(ListableBeanFactory beans, HandlerMethod method, CallerParameter parameter) {
        if (AnnotatedElementUtils.hasAnnotation(method.getMethod(), InitBinder.class)) {
            return "it is in an @InitBinder method of WebFlux";
        }
        if (Principal.class.isAssignableFrom(parameter.parameter().getParameterType())) {
            return "WebFlux gives its own Principal";
        }
        if (!adapters.containsAll(
                beans.getBeansOfType(RequestMappingHandlerAdapter.class).values())) {
            return "a RequestMappingHandlerAdapter was made before Jotguard's bean post-processor";
        }
        return Arrays.stream(parameter.parameter().getParameterAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> FILLING_ANNOTATIONS.stream().anyMatch(type.getName()::startsWith))
                .findAny()
                .map(type -> "it has @" + type.getSimpleName())
                .orElse(null);
    }
}
