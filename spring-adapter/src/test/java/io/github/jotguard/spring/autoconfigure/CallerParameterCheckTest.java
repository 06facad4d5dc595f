package io.github.jotguard.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.spring.CurrentUser;
import io.github.jotguard.spring.CurrentUserResolver;
import io.github.jotguard.spring.settings.InvalidSettingException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.web.reactive.WebFluxAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpEntity;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@ExtendWith(OutputCaptureExtension.class)
class CallerParameterCheckTest {

    private static final String ORIGIN = "jotguard.better-auth.origin=https://app.example.com";
    private static final FilteredClassLoader NO_SECURITY = new FilteredClassLoader("org.springframework.security");

    private final WebApplicationContextRunner servlet = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    JotguardAutoConfiguration.class,
                    JotguardServletAutoConfiguration.class,
                    JotguardWebMvcAutoConfiguration.class,
                    WebMvcAutoConfiguration.class))
            .withUserConfiguration(Users.class)
            .withClassLoader(NO_SECURITY);

    private final ReactiveWebApplicationContextRunner reactive = new ReactiveWebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    JotguardAutoConfiguration.class,
                    JotguardWebFluxAutoConfiguration.class,
                    WebFluxAutoConfiguration.class))
            .withUserConfiguration(Users.class)
            .withClassLoader(NO_SECURITY);

    record AppUser(String id) {}

    @Configuration(proxyBeanMethods = false)
    static class Users {

        @Bean
        CurrentUserResolver<AppUser> users() {
            return jwt -> Optional.of(new AppUser(jwt.subject()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                OfFuture.class,
                OfList.class,
                OfMap.class,
                OfArray.class,
                OfBody.class,
                OfFlux.class,
                OfModelMethod.class,
                OfExceptionHandler.class
            })
    void stopsTheStartForWhatCannotBeFilled(Class<?> controller) {
        servlet.withPropertyValues(ORIGIN)
                .withUserConfiguration(controller)
                .run(context -> assertThatParameterIsNamed(context.getStartupFailure(), controller));
        reactive.withPropertyValues(ORIGIN)
                .withUserConfiguration(controller)
                .run(context -> assertThatParameterIsNamed(context.getStartupFailure(), controller));
    }

    private static void assertThatParameterIsNamed(Throwable failure, Class<?> controller) {
        FailureAnalysis analysis = new InvalidSettingFailureAnalyzer().analyze(failure);
        assertThat(analysis.getDescription())
                .startsWith("Parameter 1 (")
                .contains("VerifiedJwt", controller.getName() + ".me")
                .endsWith("cannot be filled.");
        assertThat(analysis.getAction()).contains("Optional<VerifiedJwt>", "Mono<VerifiedJwt>");
    }

    @Test
    void stopsTheStartForMonoOutsideOfWebFlux() {
        servlet.withPropertyValues(ORIGIN)
                .withUserConfiguration(OfMono.class)
                .run(context -> assertThatParameterIsNamed(context.getStartupFailure(), OfMono.class));
        reactive.withPropertyValues(ORIGIN).withUserConfiguration(OfMono.class).run(context -> assertThat(context)
                .hasNotFailed());
    }

    @Test
    void stopsTheStartForUserInWrapper() {
        servlet.withPropertyValues(ORIGIN)
                .withUserConfiguration(OfFutureUser.class)
                .run(context -> {
                    FailureAnalysis analysis = new InvalidSettingFailureAnalyzer().analyze(context.getStartupFailure());
                    assertThat(analysis.getDescription()).contains(OfFutureUser.class.getName() + ".me");
                    assertThat(analysis.getAction()).contains("with @CurrentUser, the type of the user");
                });
    }

    @ParameterizedTest
    @ValueSource(classes = {OfListener.class, OfUnmappedMethod.class})
    void stopsTheStartForUserThatAnotherWouldFill(Class<?> bean) {
        servlet.withPropertyValues(ORIGIN).withUserConfiguration(bean).run(context -> assertThat(
                        context.getStartupFailure())
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(bean.getName() + ".me is not filled by Jotguard"));
    }

    @Test
    void leavesTokensThatTheApplicationPassesOnAlone() {
        servlet.withPropertyValues(ORIGIN)
                .withUserConfiguration(OfService.class)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void stopsTheStartForUserInAnInterfaceOfABean() {
        for (Class<?> bean : List.of(OfInterface.class, OfGenericInterface.class, OfSuperclass.class)) {
            servlet.withPropertyValues(ORIGIN).withUserConfiguration(bean).run(context -> assertThat(
                            context.getStartupFailure())
                    .as(bean.getName())
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining(bean.getName() + ".me is not filled by Jotguard"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                OfForm.class,
                OfJson.class,
                OfListOfForms.class,
                OfArrayOfForms.class,
                OfNestedForm.class,
                OfFormWithSetter.class,
                OfFormWithFactory.class
            })
    void stopsTheStartForUserInsideOfWhatARequestFills(Class<?> controller) {
        servlet.withPropertyValues(ORIGIN).withUserConfiguration(controller).run(context -> assertThat(
                        context.getStartupFailure())
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("is not filled by Jotguard"));
        reactive.withPropertyValues("jotguard.enabled=false")
                .withUserConfiguration(controller)
                .run(context -> assertThat(context.getStartupFailure())
                        .isInstanceOf(InvalidSettingException.class)
                        .hasMessageContaining("is not filled by Jotguard"));
    }

    @Test
    void takesFormsWithoutUser() {
        servlet.withPropertyValues(ORIGIN)
                .withUserConfiguration(OfOtherForms.class)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void stopsTheStartForWhatWebFluxWouldFill() {
        for (Class<?> controller : List.of(OfRequestBody.class, OfReactiveBinder.class)) {
            reactive.withPropertyValues(ORIGIN)
                    .withUserConfiguration(controller)
                    .run(context -> assertThat(context.getStartupFailure())
                            .isInstanceOf(InvalidSettingException.class)
                            .hasMessageContaining(controller.getName() + ".me would not be filled by Jotguard"));
            servlet.withPropertyValues(ORIGIN).withUserConfiguration(controller).run(context -> assertThat(context)
                    .hasNotFailed());
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {WithoutOurs.class, WithAnotherBefore.class})
    void stopsTheStartWhereAnotherResolverComesFirst(Class<?> configuration) {
        servlet.withPropertyValues(ORIGIN)
                .withUserConfiguration(configuration, OfUser.class)
                .run(context -> assertThat(context.getStartupFailure())
                        .isInstanceOf(InvalidSettingException.class)
                        .hasMessageContaining(OfUser.class.getName() + ".me would not be filled by Jotguard"));
        servlet.withPropertyValues(ORIGIN).withUserConfiguration(configuration).run(context -> assertThat(context)
                .hasNotFailed());
    }

    @Test
    void isInEffectWhereTheApplicationEnablesWebMvcItself() {
        servlet.withPropertyValues(ORIGIN)
                .withUserConfiguration(Enabled.class, OfUser.class)
                .run(context -> assertThat(context.getBean(RequestMappingHandlerAdapter.class)
                                .getArgumentResolvers())
                        .first()
                        .matches(CallerParameterCheckTest::isOurs));
    }

    @Test
    void warnsWhereJotguardIsSwitchedOff(CapturedOutput output) {
        servlet.withPropertyValues("jotguard.enabled=false")
                .withUserConfiguration(OfUser.class)
                .run(context -> assertThat(context).hasNotFailed());
        reactive.withPropertyValues("jotguard.enabled=false")
                .withUserConfiguration(OfMono.class)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output)
                .contains("Jotguard is switched off, so requests to these methods get status 500: Parameter 1 (")
                .contains(OfUser.class.getName() + ".me", OfMono.class.getName() + ".me");
    }

    @RestController
    static class OfFuture {
        @GetMapping("/me")
        void me(CompletableFuture<VerifiedJwt> jwt) {}
    }

    @RestController
    static class OfList {
        @GetMapping("/me")
        void me(List<VerifiedJwt> jwt) {}
    }

    @RestController
    static class OfMap {
        @GetMapping("/me")
        void me(Map<String, VerifiedJwt> jwt) {}
    }

    @RestController
    static class OfArray {
        @GetMapping("/me")
        void me(VerifiedJwt[] jwt) {}
    }

    @RestController
    static class OfBody {
        @GetMapping("/me")
        void me(HttpEntity<VerifiedJwt> jwt) {}
    }

    @RestController
    static class OfFlux {
        @GetMapping("/me")
        void me(Flux<VerifiedJwt> jwt) {}
    }

    @RestController
    static class OfMono {
        @GetMapping("/me")
        void me(Mono<VerifiedJwt> jwt) {}
    }

    @RestController
    static class OfModelMethod {
        @ModelAttribute
        void me(List<VerifiedJwt> jwt) {}
    }

    @RestController
    static class OfExceptionHandler {
        @ExceptionHandler(IllegalStateException.class)
        void me(List<VerifiedJwt> jwt) {}
    }

    @RestController
    static class OfUser {
        @GetMapping("/me")
        void me(@CurrentUser AppUser user) {}
    }

    @RestController
    static class OfFutureUser {
        @GetMapping("/me")
        void me(@CurrentUser CompletableFuture<AppUser> user) {}
    }

    @RestController
    static class OfRequestBody {
        @GetMapping("/me")
        void me(@RequestBody @CurrentUser AppUser user) {}
    }

    @RestController
    static class OfReactiveBinder {
        @InitBinder
        void me(@CurrentUser AppUser user) {}
    }

    @Component
    static class OfListener {
        void me(@CurrentUser AppUser user) {}
    }

    /** Its methods have annotated parameters, as those with validation do. */
    @Component
    static class OfService {
        void me(@Value("a") String reason, @Value("b") VerifiedJwt jwt) {}
    }

    @Controller
    static class OfUnmappedMethod {
        void me(@CurrentUser AppUser user) {}
    }

    interface Taking {
        void me(@CurrentUser AppUser user);
    }

    @Component
    static class OfInterface implements Taking {
        @Override
        public void me(AppUser user) {}
    }

    interface TakingAny<T> {
        void me(@CurrentUser T user);
    }

    @Component
    static class OfGenericInterface implements TakingAny<AppUser> {
        @Override
        public void me(AppUser user) {}
    }

    static class Above {
        public void me(@CurrentUser AppUser user) {}
    }

    @Component
    static class OfSuperclass extends Above {
        @Override
        public void me(AppUser user) {}
    }

    record Form(String title, @CurrentUser AppUser user) {}

    record NestedForm(String title, Map<String, List<Form>> forms, NestedForm other) {}

    static class FormWithSetter {
        public void setUser(@CurrentUser AppUser user) {}
    }

    static class FormWithFactory {
        private FormWithFactory() {}

        public static FormWithFactory of(@CurrentUser AppUser user) {
            return new FormWithFactory();
        }
    }

    record OtherForm<T extends Comparable<T>>(T title, List<OtherForm<T>> others, AppUser user, Class<?> type) {
        public boolean isOf(@CurrentUser AppUser somebody) {
            return somebody.equals(user);
        }
    }

    @RestController
    static class OfForm {
        @GetMapping("/me")
        void me(Form form) {}
    }

    @RestController
    static class OfJson {
        @GetMapping("/me")
        void me(@RequestBody Form form) {}
    }

    @RestController
    static class OfListOfForms {
        @GetMapping("/me")
        void me(@RequestBody List<Form> forms) {}
    }

    @RestController
    static class OfArrayOfForms {
        @GetMapping("/me")
        void me(@RequestBody Form[] forms) {}
    }

    @RestController
    static class OfNestedForm {
        @GetMapping("/me")
        void me(NestedForm form) {}
    }

    @RestController
    static class OfFormWithSetter {
        @GetMapping("/me")
        void me(FormWithSetter form) {}
    }

    @RestController
    static class OfFormWithFactory {
        @GetMapping("/me")
        void me(@RequestBody FormWithFactory form) {}
    }

    @RestController
    static class OfOtherForms {
        @GetMapping("/me")
        void me(OtherForm<String> form, @CurrentUser AppUser user) {}
    }

    private static boolean isOurs(HandlerMethodArgumentResolver resolver) {
        return resolver.getClass().getSimpleName().equals("CallerArgumentResolver");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebMvc
    static class Enabled {}

    @Configuration(proxyBeanMethods = false)
    static class WithoutOurs {

        @Bean
        InitializingBean change(RequestMappingHandlerAdapter adapter) {
            return () -> adapter.setArgumentResolvers(adapter.getArgumentResolvers().stream()
                    .filter(resolver -> !isOurs(resolver))
                    .toList());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(WithAnotherBefore.Greedy.class)
    static class WithAnotherBefore {

        @Bean
        InitializingBean change(RequestMappingHandlerAdapter adapter, Greedy greedy) {
            return () -> adapter.setArgumentResolvers(
                    Stream.concat(Stream.of(greedy), adapter.getArgumentResolvers().stream())
                            .toList());
        }

        static class Greedy implements HandlerMethodArgumentResolver {

            @Override
            public boolean supportsParameter(MethodParameter parameter) {
                return true;
            }

            @Override
            public Object resolveArgument(
                    MethodParameter parameter,
                    ModelAndViewContainer container,
                    NativeWebRequest request,
                    WebDataBinderFactory binders) {
                throw new IllegalStateException("not called");
            }
        }
    }
}
