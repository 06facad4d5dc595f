package io.github.jotguard.spring.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.spring.CurrentUser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.graphql.data.method.annotation.GraphQlExceptionHandler;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;

/** Which methods Spring calls with arguments, and who fills these. */
class HandlerMethodsTest {

    private final StaticListableBeanFactory beans = new StaticListableBeanFactory();

    @SuppressWarnings("unused")
    static class Web {

        @GetMapping("/a")
        public void mapped(@CurrentUser String user) {}

        @GetMapping("/b")
        public void notMappedHere(@CurrentUser String user) {}

        @ExceptionHandler(IllegalStateException.class)
        public void failed(@CurrentUser String user) {}

        @ModelAttribute
        public void model(String text) {}

        @ModelAttribute
        public void modelOfNothing() {}

        @InitBinder
        public void binder(String text) {}
    }

    @SuppressWarnings("unused")
    static class Elsewhere {

        public void listen(@CurrentUser String user) {}

        public void any(@Value("a") String text, String other) {}

        @Deprecated
        public void plain(String text) {}

        public void nothing() {}

        @QueryMapping
        public void fetch(String text) {}

        @QueryMapping
        public void fetchWithoutArguments() {}

        @GraphQlExceptionHandler
        public void failed(String text) {}
    }

    interface Taking {
        void take(@CurrentUser String user);
    }

    static class Taker implements Taking {
        @Override
        public void take(String user) {}

        public void give(String user) {}

        public void take(String user, String other) {}
    }

    /** The interface of Spring has an annotated parameter. */
    static class Interceptor implements HandlerInterceptor {
        @Override
        public void postHandle(
                HttpServletRequest request, HttpServletResponse response, Object handler, ModelAndView model) {}
    }

    private HandlerMethods methods(HandlerMethod... mapped) {
        return new HandlerMethods(beans, List.of(mapped));
    }

    private static List<String> names(Stream<HandlerMethod> methods) {
        return methods.map(method -> method.getMethod().getName()).toList();
    }

    private static Method method(Class<?> type, String name) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findAny()
                .orElseThrow();
    }

    private HandlerMethod mapped() {
        return new HandlerMethod("web", beans, method(Web.class, "mapped"));
    }

    @Test
    void areOfTheWebWhereMappedOrAnnotatedForRequestsAndWithParameters() {
        beans.addBean("web", new Web());

        assertThat(names(methods(mapped()).ofWeb())).containsExactlyInAnyOrder("mapped", "failed", "model", "binder");
    }

    @Test
    void areOfOthersWhereAParameterIsAnnotatedOrAnotherFrameworkCallsThem() {
        beans.addBean("web", new Web());
        beans.addBean("elsewhere", new Elsewhere());

        assertThat(names(methods(mapped()).ofOthers())).containsExactlyInAnyOrder("listen", "any", "fetch", "failed");
    }

    @Test
    void haveTheAnnotationsOfTheSameMethodAboveAlone() {
        beans.addBean("taker", new Taker());

        assertThat(methods().ofOthers())
                .extracting(HandlerMethod::getMethod)
                .singleElement()
                .satisfies(method -> {
                    assertThat(method.getName()).isEqualTo("take");
                    assertThat(method.getParameterCount()).isEqualTo(1);
                });
    }

    @Test
    void haveNoAnnotationsOfTheTypesOfSpring() {
        beans.addBean("interceptor", new Interceptor());

        assertThat(names(methods().ofOthers())).doesNotContain("postHandle");
    }

    @Test
    void areOfRequestsWhereARequestFillsThem() {
        beans.addBean("web", new Web());
        beans.addBean("elsewhere", new Elsewhere());

        assertThat(names(methods(mapped()).ofRequests()))
                .containsExactlyInAnyOrder("mapped", "failed", "model", "binder", "fetch", "failed");
    }

    @Test
    void ofOthersHaveParametersAndAnAnnotationOfAKnownFramework() {
        assertThat(Stream.of("fetch", "failed").map(name -> method(Elsewhere.class, name)))
                .allMatch(HandlerMethods::isOfOthers);
        assertThat(Stream.of("listen", "plain", "nothing", "fetchWithoutArguments")
                        .map(name -> method(Elsewhere.class, name)))
                .noneMatch(HandlerMethods::isOfOthers);
    }
}
