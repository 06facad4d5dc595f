package io.github.jotguard.spring.servlet;

import io.github.jotguard.spring.caller.CallerParameter;
import io.github.jotguard.spring.caller.CallerParameterCheck;
import io.github.jotguard.spring.caller.UserLookup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodArgumentResolverComposite;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.handler.HandlerExceptionResolverComposite;
import org.springframework.web.servlet.mvc.method.annotation.ExceptionHandlerExceptionResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Puts our resolver before all others of every adapter of Spring MVC: a {@code WebMvcConfigurer} is not called if the
 * application has a {@code WebMvcConfigurationSupport}. Covers child contexts too, such as that of a second dispatcher
 * or of the management port.
 *
 * <p>Internal: may change without notice.
 */
public final class MvcCallerParameters
        implements BeanPostProcessor,
                ApplicationListener<ContextRefreshedEvent>,
                ApplicationContextAware,
                CallerParameterCheck.Stack {

    private final CallerArgumentResolver resolver;
    private final Supplier<@Nullable UserLookup> users;
    private @Nullable ApplicationContext context;

    public MvcCallerParameters(Supplier<CallerTokens> tokens, Supplier<@Nullable UserLookup> users) {
        this.resolver = new CallerArgumentResolver(tokens, users);
        this.users = users;
    }

    @Override
    public void setApplicationContext(ApplicationContext context) {
        this.context = context;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        install(bean);
        return bean;
    }

    @Override
    public void onApplicationEvent(ContextRefreshedEvent event) {
        ApplicationContext refreshed = event.getApplicationContext();
        if (refreshed == context) {
            return;
        }
        refreshed.getBeansOfType(RequestMappingHandlerAdapter.class).values().forEach(this::install);
        refreshed.getBeansOfType(HandlerExceptionResolver.class).values().forEach(this::install);
        new CallerParameterCheck(refreshed, this, users).afterSingletonsInstantiated();
    }

    private void install(Object bean) {
        if (bean instanceof RequestMappingHandlerAdapter adapter) {
            adapter.setArgumentResolvers(withOursFirst(adapter.getArgumentResolvers()));
            adapter.setInitBinderArgumentResolvers(withOursFirst(adapter.getInitBinderArgumentResolvers()));
        } else if (bean instanceof ExceptionHandlerExceptionResolver exceptions) {
            HandlerMethodArgumentResolverComposite resolvers = exceptions.getArgumentResolvers();
            exceptions.setArgumentResolvers(withOursFirst(resolvers == null ? null : resolvers.getResolvers()));
        } else if (bean instanceof HandlerExceptionResolverComposite composite) {
            composite.getExceptionResolvers().forEach(this::install);
        }
    }

    private List<HandlerMethodArgumentResolver> withOursFirst(@Nullable List<HandlerMethodArgumentResolver> resolvers) {
        List<HandlerMethodArgumentResolver> all = new ArrayList<>();
        all.add(resolver);
        if (resolvers != null) {
            resolvers.stream().filter(other -> other != resolver).forEach(all::add);
        }
        return all;
    }

    @Override
    public List<HandlerMethod> mapped(ListableBeanFactory beans) {
        return beans.getBeansOfType(RequestMappingHandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping.getHandlerMethods().values().stream())
                .toList();
    }

    @Override
    public boolean canBeMono() {
        return false;
    }

    @Override
    public @Nullable String obstacle(ListableBeanFactory beans, HandlerMethod method, CallerParameter parameter) {
        if (AnnotatedElementUtils.hasAnnotation(method.getMethod(), ExceptionHandler.class)) {
            return null;
        }
        Collection<RequestMappingHandlerAdapter> adapters = BeanFactoryUtils.beansOfTypeIncludingAncestors(
                        beans, RequestMappingHandlerAdapter.class)
                .values();
        boolean isBinder = AnnotatedElementUtils.hasAnnotation(method.getMethod(), InitBinder.class);
        return adapters.isEmpty()
                ? "there is no bean of type RequestMappingHandlerAdapter"
                : adapters.stream()
                        .map(adapter -> first(
                                isBinder ? adapter.getInitBinderArgumentResolvers() : adapter.getArgumentResolvers(),
                                parameter))
                        .filter(first -> !(first instanceof CallerArgumentResolver))
                        .findAny()
                        .map(first -> first instanceof HandlerMethodArgumentResolver
                                ? first.getClass().getName() + " comes first"
                                : "no resolver takes it")
                        .orElse(null);
    }

    private static Object first(@Nullable List<HandlerMethodArgumentResolver> resolvers, CallerParameter parameter) {
        return resolvers == null
                ? "nothing"
                : resolvers.stream()
                        .filter(resolver -> resolver.supportsParameter(parameter.parameter()))
                        .map(Object.class::cast)
                        .findFirst()
                        .orElse("nothing");
    }
}
