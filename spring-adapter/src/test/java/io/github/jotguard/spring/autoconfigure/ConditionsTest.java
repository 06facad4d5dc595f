package io.github.jotguard.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.jwks.JwkSetFetcher;
import io.github.jotguard.servlet.BearerTokenFilter;
import io.github.jotguard.servlet.ErrorResponder;
import io.github.jotguard.spring.CurrentUser;
import io.github.jotguard.spring.settings.JotguardProperties;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.actuate.autoconfigure.security.reactive.ReactiveManagementWebSecurityAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.security.oauth2.resource.reactive.ReactiveOAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.autoconfigure.security.oauth2.resource.servlet.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.autoconfigure.security.reactive.ReactiveSecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.web.reactive.WebFluxAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.configuration.WebSecurityCustomizer;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.web.server.WebFilterChainProxy;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.WebFilter;

/** The conditions of each bean. */
class ConditionsTest {

    private static final AutoConfigurations OURS = AutoConfigurations.of(
            JotguardMetricsAutoConfiguration.class,
            JotguardAutoConfiguration.class,
            JotguardSecurityAutoConfiguration.class,
            JotguardChainAutoConfiguration.class,
            JotguardAuthoritiesAutoConfiguration.class,
            JotguardServletAutoConfiguration.class,
            JotguardWebMvcAutoConfiguration.class,
            JotguardWebFluxAutoConfiguration.class,
            JotguardActuatorAutoConfiguration.class);

    private static final String ORIGIN = "jotguard.better-auth.origin=https://app.example.com";
    private static final FilteredClassLoader NO_SECURITY = new FilteredClassLoader("org.springframework.security");
    private static final AutoConfigurations CHAIN =
            AutoConfigurations.of(SecurityAutoConfiguration.class, OAuth2ResourceServerAutoConfiguration.class);
    private static final AutoConfigurations REACTIVE_CHAIN = AutoConfigurations.of(
            ReactiveSecurityAutoConfiguration.class, ReactiveOAuth2ResourceServerAutoConfiguration.class);

    private static final FilteredClassLoader NO_RESOURCE_SERVER =
            new FilteredClassLoader("org.springframework.security.oauth2");
    private static final AutoConfigurations BARE_CHAIN = AutoConfigurations.of(SecurityAutoConfiguration.class);
    private static final AutoConfigurations BARE_REACTIVE_CHAIN =
            AutoConfigurations.of(ReactiveSecurityAutoConfiguration.class);

    private final WebApplicationContextRunner servlet = new WebApplicationContextRunner()
            .withConfiguration(OURS)
            .withConfiguration(AutoConfigurations.of(WebMvcAutoConfiguration.class))
            .withPropertyValues(ORIGIN);

    private final ReactiveWebApplicationContextRunner reactive = new ReactiveWebApplicationContextRunner()
            .withConfiguration(OURS)
            .withConfiguration(AutoConfigurations.of(WebFluxAutoConfiguration.class))
            .withPropertyValues(ORIGIN);

    @Test
    void registersFilterOnceWithoutSpringSecurity() {
        servlet.withClassLoader(NO_SECURITY).run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean(BearerTokenFilter.class);
            assertThat(context.getBeansOfType(FilterRegistrationBean.class).values())
                    .filteredOn(registration -> registration.getFilter() instanceof BearerTokenFilter)
                    .hasSize(1);
        });
    }

    @Test
    void leavesRequestsToSpringSecurityWhereItIsThere() {
        servlet.withConfiguration(CHAIN).run(context -> assertThat(context)
                .hasNotFailed()
                .hasBean("springSecurityFilterChain")
                .hasSingleBean(JwtDecoder.class)
                .hasSingleBean(JwtAuthenticationConverter.class)
                .doesNotHaveBean("jotguardFilter"));
        reactive.withConfiguration(REACTIVE_CHAIN).run(context -> assertThat(context)
                .hasNotFailed()
                .hasSingleBean(WebFilterChainProxy.class)
                .hasSingleBean(ReactiveJwtDecoder.class)
                .doesNotHaveBean("jotguardFilter"));
    }

    /** Spring Boot logs each filter that is disabled, which reads as if nothing required the scopes. */
    @Test
    void disablesNoFilterWhereNothingRequiresScopes() {
        servlet.withConfiguration(AutoConfigurations.of(JotguardResourceAutoConfiguration.class))
                .withConfiguration(CHAIN)
                .run(context -> assertThat(context.getBeansOfType(FilterRegistrationBean.class))
                        .containsKey("jotguardRequiredScopesFilter")
                        .allSatisfy((name, registration) ->
                                assertThat(registration.isEnabled()).isTrue()));
    }

    @Test
    void requiresScopesOnThePortOfTheActuatorOnlyBehindSpringSecurity() {
        WebApplicationContextRunner management =
                new WebApplicationContextRunner().withUserConfiguration(JotguardManagementConfiguration.class);
        servlet.withConfiguration(AutoConfigurations.of(JotguardResourceAutoConfiguration.class))
                .withClassLoader(NO_SECURITY)
                .run(context -> management.withParent(context).run(child -> assertThat(child)
                        .hasNotFailed()
                        .hasBean("jotguardManagementFilters")
                        .doesNotHaveBean("jotguardManagementScopes")));
        servlet.withConfiguration(AutoConfigurations.of(JotguardResourceAutoConfiguration.class))
                .withConfiguration(CHAIN)
                .run(context -> management.withParent(context).run(child -> assertThat(
                                child.getBean("jotguardManagementScopes"))
                        .isInstanceOfSatisfying(
                                FilterRegistrationBean.class, registration -> assertThat(registration.isEnabled())
                                        .isTrue())));
    }

    @Test
    void stopsTheStartWhereSpringSecurityHasNoChain() {
        servlet.run(context -> assertThatOpenPathsAreNamed(context.getStartupFailure()));
        reactive.run(context -> assertThatOpenPathsAreNamed(context.getStartupFailure()));
    }

    private static void assertThatOpenPathsAreNamed(Throwable failure) {
        FailureAnalysis analysis = new InvalidSettingFailureAnalyzer().analyze(failure);
        assertThat(analysis.getDescription()).contains("no security chain", "every path would be open");
        assertThat(analysis.getAction())
                .contains("spring-boot-starter-security-oauth2-resource-server", "jotguard.filter.enabled=false");
    }

    @Test
    void stopsTheStartWhereDefaultChainWouldRejectGoodTokens() {
        Stream.of(
                        servlet.withConfiguration(BARE_CHAIN),
                        servlet.withConfiguration(BARE_CHAIN)
                                .withConfiguration(AutoConfigurations.of(ManagementWebSecurityAutoConfiguration.class)))
                .map(runner -> runner.withClassLoader(NO_RESOURCE_SERVER))
                .forEach(runner -> runner.run(context -> assertThatStarterIsNamed(context.getStartupFailure())));
        Stream.of(
                        reactive.withConfiguration(BARE_REACTIVE_CHAIN),
                        reactive.withConfiguration(BARE_REACTIVE_CHAIN)
                                .withConfiguration(
                                        AutoConfigurations.of(ReactiveManagementWebSecurityAutoConfiguration.class)))
                .map(runner -> runner.withClassLoader(NO_RESOURCE_SERVER))
                .forEach(runner -> runner.run(context -> assertThatStarterIsNamed(context.getStartupFailure())));
    }

    private static void assertThatStarterIsNamed(Throwable failure) {
        FailureAnalysis analysis = new InvalidSettingFailureAnalyzer().analyze(failure);
        assertThat(analysis.getDescription())
                .contains("without its resource server", "every good token would be rejected");
        assertThat(analysis.getAction())
                .contains(
                        "add org.springframework.boot:spring-boot-starter-security-oauth2-resource-server (Spring Boot 3.5:"
                                + " spring-boot-starter-oauth2-resource-server); then",
                        "take Spring Security off the class path")
                .endsWith("no token is looked at then.");
    }

    @Test
    void leavesDefaultChainWhereItMayBeMeant() {
        WebApplicationContextRunner chain =
                servlet.withConfiguration(BARE_CHAIN).withClassLoader(NO_RESOURCE_SERVER);
        chain.withPropertyValues("jotguard.filter.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().hasBean("defaultSecurityFilterChain"));
        chain.withUserConfiguration(OwnFilter.class)
                .run(context -> assertThat(context).hasNotFailed().hasBean("defaultSecurityFilterChain"));
        chain.withBean(WebSecurityCustomizer.class, () -> web -> web.ignoring().requestMatchers("/**"))
                .run(context -> assertThat(context).hasNotFailed().hasBean("defaultSecurityFilterChain"));
        reactive.withConfiguration(BARE_REACTIVE_CHAIN)
                .withClassLoader(NO_RESOURCE_SERVER)
                .withPropertyValues("jotguard.filter.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(WebFilterChainProxy.class));
    }

    @Test
    void needsNoChainWhereTheFilterIsNotWanted() {
        servlet.withPropertyValues("jotguard.filter.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(JwtDecoder.class));
        reactive.withPropertyValues("jotguard.filter.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(ReactiveJwtDecoder.class));
        new ApplicationContextRunner()
                .withConfiguration(OURS)
                .withPropertyValues(ORIGIN)
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(JwtDecoder.class));
    }

    @Test
    void filtersWhereTheResourceServerKnowsNoJwts() {
        FilteredClassLoader noJose = new FilteredClassLoader("org.springframework.security.oauth2.jwt");
        servlet.withClassLoader(noJose)
                .run(context -> assertThat(context).hasNotFailed().hasBean("jotguardFilter"));
        reactive.withClassLoader(noJose)
                .run(context -> assertThat(context).hasNotFailed().hasBean("jotguardFilter"));
    }

    @Test
    void filtersWebFluxWithoutSpringSecurity() {
        reactive.withClassLoader(NO_SECURITY)
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(WebFilter.class));
    }

    @Test
    void registersNoFilterWhenTold() {
        servlet.withClassLoader(NO_SECURITY)
                .withPropertyValues("jotguard.filter.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("jotguardFilter"));
        reactive.withClassLoader(NO_SECURITY)
                .withPropertyValues("jotguard.filter.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(WebFilter.class));
    }

    @Test
    void configuresVerifierAloneWithoutWeb() {
        new ApplicationContextRunner()
                .withConfiguration(OURS)
                .withPropertyValues(ORIGIN)
                .withClassLoader(new FilteredClassLoader(
                        "org.springframework.security",
                        "org.springframework.web",
                        "jakarta.servlet",
                        "reactor",
                        "io.micrometer",
                        "org.springframework.boot.actuate"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(JwtVerifier.class));
    }

    @Test
    void givesWayToBeansOfApplication() {
        servlet.withConfiguration(CHAIN).withUserConfiguration(OwnDecoder.class).run(context -> assertThat(context)
                .hasSingleBean(JwtDecoder.class)
                .hasBean("own"));
    }

    @Test
    void leavesAuthoritiesToPropertiesOfSpringBoot() {
        servlet.withConfiguration(CHAIN)
                .withPropertyValues("spring.security.oauth2.resourceserver.jwt.authority-prefix=X_")
                .run(context -> assertThat(context)
                        .hasSingleBean(JwtAuthenticationConverter.class)
                        .doesNotHaveBean("jotguardJwtAuthenticationConverter"));
    }

    @Test
    void rejectsPathsThatWouldProtectNothing() {
        for (String path : new String[] {"/*", "public", "/a/**", "/a/../b"}) {
            servlet.withClassLoader(NO_SECURITY)
                    .withPropertyValues("jotguard.exclude=" + path)
                    .run(context -> assertThatExcludeIsNamed(context.getStartupFailure()));
            servlet.withClassLoader(NO_SECURITY)
                    .withPropertyValues("jotguard.optional=" + path)
                    .run(context -> assertThatOptionalIsNamed(context.getStartupFailure()));
            reactive.withClassLoader(NO_SECURITY)
                    .withPropertyValues("jotguard.optional=" + path)
                    .run(context -> assertThatOptionalIsNamed(context.getStartupFailure()));
            reactive.withClassLoader(NO_SECURITY)
                    .withPropertyValues("jotguard.exclude=" + path)
                    .run(context -> assertThatExcludeIsNamed(context.getStartupFailure()));
        }
    }

    private static void assertThatOptionalIsNamed(Throwable failure) {
        assertThat(new InvalidSettingFailureAnalyzer().analyze(failure).getDescription())
                .startsWith("jotguard.optional cannot be used");
    }

    private static void assertThatExcludeIsNamed(Throwable failure) {
        assertThat(new InvalidSettingFailureAnalyzer().analyze(failure).getDescription())
                .startsWith("jotguard.exclude cannot be used");
    }

    @Test
    void givesWayToFilterOfApplication() {
        WebApplicationContextRunner plain = servlet.withClassLoader(NO_SECURITY);
        plain.withUserConfiguration(OwnFilter.class)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("jotguardFilter"));
        plain.withUserConfiguration(OwnRegistration.class)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("jotguardFilter"));
    }

    @Test
    void startsWithoutVerifierWhereItIsExcluded() {
        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        JotguardMetricsAutoConfiguration.class,
                        JotguardActuatorAutoConfiguration.class,
                        JotguardServletAutoConfiguration.class,
                        WebMvcAutoConfiguration.class))
                .withBean(SimpleMeterRegistry.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    context.getBean("jotguardKeysMetrics", MeterBinder.class)
                            .bindTo(context.getBean(SimpleMeterRegistry.class));
                });
    }

    @Test
    void rejectsRealmThatCannotStandInHeader() {
        for (String realm : new String[] {"\"", "\\", "\u00e4", "a\tb"}) {
            String setting = "jotguard.filter.realm=" + realm;
            Stream.of(
                            servlet.withClassLoader(NO_SECURITY).withPropertyValues(setting),
                            servlet.withConfiguration(CHAIN).withPropertyValues(setting))
                    .forEach(runner -> runner.run(context -> assertThatRealmIsNamed(context.getStartupFailure())));
            Stream.of(
                            reactive.withClassLoader(NO_SECURITY).withPropertyValues(setting),
                            reactive.withConfiguration(REACTIVE_CHAIN).withPropertyValues(setting))
                    .forEach(runner -> runner.run(context -> assertThatRealmIsNamed(context.getStartupFailure())));
        }
        servlet.withClassLoader(NO_SECURITY)
                .withPropertyValues("jotguard.filter.realm=!~")
                .run(context -> assertThat(context).hasNotFailed());
        servlet.withClassLoader(NO_SECURITY)
                .withPropertyValues("jotguard.filter.realm= ")
                .run(context -> assertThat(context.getBean(JotguardProperties.class)
                                .filter()
                                .realmOrDefault())
                        .isEqualTo("api"));
    }

    private static void assertThatRealmIsNamed(Throwable failure) {
        assertThat(new InvalidSettingFailureAnalyzer().analyze(failure).getDescription())
                .startsWith("jotguard.filter.realm must be printable ASCII");
    }

    @Test
    void rejectsBlankClaimOfRoles() {
        servlet.withClassLoader(NO_SECURITY)
                .withPropertyValues("jotguard.roles-from[0]= ")
                .run(context -> assertThat(new InvalidSettingFailureAnalyzer()
                                .analyze(context.getStartupFailure())
                                .getDescription())
                        .startsWith("jotguard.roles-from cannot be used"));
    }

    @Test
    void rejectsAuthorityWithoutClaim() {
        servlet.withConfiguration(CHAIN)
                .withPropertyValues("jotguard.authorities[0].prefix=ROLE_")
                .run(context -> assertThat(new InvalidSettingFailureAnalyzer()
                                .analyze(context.getStartupFailure())
                                .getDescription())
                        .isEqualTo("jotguard.authorities[0].claim is not set."));
    }

    @Test
    void rejectsTwoBeansWhereOneIsMeant() {
        servlet.withClassLoader(NO_SECURITY)
                .withBean("one", JwkSetFetcher.class, () -> uri -> null)
                .withBean("two", JwkSetFetcher.class, () -> uri -> null)
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .isInstanceOf(NoUniqueBeanDefinitionException.class));
        servlet.withClassLoader(NO_SECURITY)
                .withBean("one", ErrorResponder.class, ErrorResponder::standard)
                .withBean("two", ErrorResponder.class, ErrorResponder::standard)
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .isInstanceOf(NoUniqueBeanDefinitionException.class));
    }

    @Test
    void stopsTheStartWhenNobodyFindsCurrentUser() {
        servlet.withClassLoader(NO_SECURITY).withBean(NeedsUser.class).run(context -> assertThat(
                        new InvalidSettingFailureAnalyzer().analyze(context.getStartupFailure()))
                .satisfies(analysis -> {
                    assertThat(analysis.getDescription()).contains("NeedsUser.me", "CurrentUserResolver");
                    assertThat(analysis.getAction()).contains("CurrentUserResolver<java.lang.StringBuilder>");
                }));
        reactive.withClassLoader(NO_SECURITY).withBean(NeedsUser.class).run(context -> assertThat(context)
                .hasFailed());
    }

    @RestController
    static class NeedsUser {

        @GetMapping("/me")
        String me(@CurrentUser StringBuilder user) {
            return user.toString();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnFilter {

        @Bean
        BearerTokenFilter own(JwtVerifier verifier) {
            return BearerTokenFilter.builder(verifier).build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnRegistration {

        @Bean
        FilterRegistrationBean<BearerTokenFilter> own(JwtVerifier verifier) {
            return new FilterRegistrationBean<>(
                    BearerTokenFilter.builder(verifier).build());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnDecoder {

        @Bean
        JwtDecoder own() {
            return token -> {
                throw new IllegalStateException("not called");
            };
        }
    }
}
