package io.github.jotguard.spring.caller;

import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.spring.CurrentUser;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils.MethodFilter;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;

/** The methods of beans that Spring calls with arguments from a request or a message. Not thread-safe. */
final class HandlerMethods {

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.SPRING);

    /** The annotations of web methods in addition to request mappings. */
    private static final List<Class<? extends Annotation>> OTHERS_OF_WEB =
            List.of(ExceptionHandler.class, ModelAttribute.class, InitBinder.class);

    /** The package of Spring GraphQL's annotations, given by name because Spring GraphQL may be missing. */
    private static final String GRAPHQL = "org.springframework.graphql.data.method.annotation.";

    /**
     * The annotations of data fetchers, including queries, mutations and subscriptions. A parameter without a resolver
     * receives the source object, which a caller may choose.
     */
    private static final List<String> DATA_FETCHERS = List.of(GRAPHQL + "SchemaMapping", GRAPHQL + "BatchMapping");

    private static final String GRAPHQL_EXCEPTION_HANDLER = GRAPHQL + "GraphQlExceptionHandler";

    private static final List<String> CONTEXT_VALUES = List.of(GRAPHQL + "ContextValue", GRAPHQL + "LocalContextValue");

    /** The annotations of methods whose parameters we do not fill. */
    private static final List<String> OF_OTHERS = List.of(
            GRAPHQL_EXCEPTION_HANDLER,
            "org.springframework.messaging.handler.annotation.",
            "org.springframework.messaging.simp.annotation.",
            "org.springframework.messaging.rsocket.annotation.");

    private final ListableBeanFactory beans;
    private final List<HandlerMethod> mapped;
    /** The methods of beans other than those of request mappings, in one pass over the beans; null before. */
    private @Nullable List<HandlerMethod> further;

    /**
     * Creates the list of methods.
     *
     * @param mapped the methods of request mappings
     */
    HandlerMethods(ListableBeanFactory beans, Collection<HandlerMethod> mapped) {
        this.beans = beans;
        this.mapped = List.copyOf(mapped);
    }

    /** Returns the methods whose parameters we fill. */
    Stream<HandlerMethod> ofWeb() {
        return Stream.concat(
                mapped.stream(), further().stream().filter(method -> isAnnotated(method.getMethod(), OTHERS_OF_WEB)));
    }

    /**
     * Returns the methods whose parameters are filled elsewhere and from anything, and those with a {@link CurrentUser}
     * that nothing fills.
     */
    Stream<HandlerMethod> ofOthers() {
        Set<String> known = mapped.stream().map(HandlerMethods::signature).collect(Collectors.toSet());
        return further().stream().filter(method -> !known.contains(signature(method)) && !isFilled(method.getMethod()));
    }

    private List<HandlerMethod> further() {
        List<HandlerMethod> found = further;
        if (found == null) {
            found = select((method, above) -> isAnnotated(method, OTHERS_OF_WEB)
                            || hasAnnotatedParameter(method, above)
                            || isOfOthers(method))
                    .toList();
            further = found;
        }
        return found;
    }

    /** Returns the methods whose parameters are filled from a request or a message. */
    Stream<HandlerMethod> ofRequests() {
        return Stream.concat(ofWeb(), ofOthers().filter(method -> isOfOthers(method.getMethod())));
    }

    /** Looks at the annotations of interfaces too, as Spring does. */
    static boolean isOfOthers(Method method) {
        if (method.getParameterCount() == 0) {
            return false;
        }
        MergedAnnotations annotations = MergedAnnotations.from(method, MergedAnnotations.SearchStrategy.TYPE_HIERARCHY);
        return DATA_FETCHERS.stream().anyMatch(annotations::isPresent)
                || annotations.stream()
                        .map(annotation -> annotation.getType().getName())
                        .anyMatch(name -> OF_OTHERS.stream().anyMatch(name::startsWith));
    }

    /**
     * Returns whether a value comes from the context of a GraphQL request, which the application fills and not the
     * caller.
     */
    static boolean isContextValue(MethodParameter parameter) {
        return Arrays.stream(parameter.getParameterAnnotations())
                .map(annotation -> annotation.annotationType().getName())
                .anyMatch(CONTEXT_VALUES::contains);
    }

    private static boolean isFilled(Method method) {
        return isAnnotated(method, OTHERS_OF_WEB) || AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class);
    }

    private static boolean isAnnotated(Method method, List<Class<? extends Annotation>> types) {
        return method.getParameterCount() > 0
                && types.stream().anyMatch(type -> AnnotatedElementUtils.hasAnnotation(method, type));
    }

    /** @param above the methods with annotated parameters in superclasses and interfaces, whose annotations Spring adds */
    private static boolean hasAnnotatedParameter(Method method, Set<String> above) {
        return method.getParameterCount() > 0
                && (hasAnnotatedParameter(method) || above.contains(nameAndCount(method)));
    }

    /** Returns the methods with annotated parameters in the superclasses and interfaces of a class. */
    private static Set<String> annotatedAbove(Class<?> type) {
        Stream<Class<?>> interfaces = Arrays.stream(ClassUtils.getAllInterfacesForClass(type));
        Stream<Class<?>> superclasses =
                Stream.iterate(type.getSuperclass(), above -> above != null, above -> above.getSuperclass());
        return Stream.concat(interfaces, superclasses)
                .filter(above -> !isOfFramework(above))
                .flatMap(above -> Arrays.stream(above.getDeclaredMethods()))
                .filter(HandlerMethods::hasAnnotatedParameter)
                .map(HandlerMethods::nameAndCount)
                .collect(Collectors.toSet());
    }

    /** The types of the parameters may differ where one of them is generic. */
    private static String nameAndCount(Method method) {
        return method.getName() + method.getParameterCount();
    }

    private static boolean hasAnnotatedParameter(Method method) {
        return Arrays.stream(method.getParameterAnnotations()).anyMatch(annotations -> annotations.length > 0);
    }

    private static String signature(HandlerMethod method) {
        return method.getBeanType().getName() + "." + method.getMethod().getName()
                + Arrays.stream(method.getMethodParameters())
                        .map(MethodParameter::getParameterType)
                        .map(Class::getName)
                        .toList();
    }

    /** Decides about a method of a bean. */
    private interface Selection {
        boolean includes(Method method, Set<String> annotatedAbove);
    }

    private Stream<HandlerMethod> select(Selection filter) {
        return Stream.of(beans.getBeanNamesForType(Object.class, true, false)).flatMap(name -> select(name, filter));
    }

    /**
     * Returns the methods of a bean. A class may name others that are missing; then Spring cannot call its methods
     * either.
     */
    private Stream<HandlerMethod> select(String name, Selection filter) {
        try {
            Class<?> type = beans.getType(name, false);
            if (type == null || isOfFramework(type)) {
                return Stream.empty();
            }
            Class<?> ofUser = ClassUtils.getUserClass(type);
            Set<String> above = annotatedAbove(ofUser);
            MethodFilter methods = method -> filter.includes(method, above);
            return MethodIntrospector.selectMethods(ofUser, methods).stream()
                    .map(method -> new HandlerMethod(name, beans, method));
        } catch (LinkageError | RuntimeException failure) {
            LOG.debug("Cannot look at the methods of bean {}", name, failure);
            return Stream.empty();
        }
    }

    private static boolean isOfFramework(Class<?> type) {
        return type.getName().startsWith("org.springframework.")
                || type.getName().startsWith("java.");
    }
}
