package io.github.jotguard.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.spring.settings.InvalidSettingException;
import io.github.jotguard.testing.TestKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.web.reactive.WebFluxAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

/** A wrong setting stops the start before anything else has begun. */
@ExtendWith(OutputCaptureExtension.class)
class EarlySettingCheckTest {

    private static final int LONGEST_LINE = 500;

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(JotguardAutoConfiguration.class));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jotguard.enabled=true",
                "jotguard.issuer=https://id.example.com",
                "jotguard.issuer-uri=https://id.example.com",
                "jotguard.better-auth.origin=https://app.example.com/",
                "jotguard.better-auth.origin=${NO_SUCH_VARIABLE}",
                "jotguard.clock-skew=11m",
                "jotguard.max-token-length=0",
                "jotguard.filter.realm=\u00e4",
                "jotguard.clock-skew=soon"
            })
    void stopsTheStartBeforeTheWebServerStarts(String setting, CapturedOutput output) {
        new WebApplicationContextRunner(AnnotationConfigServletWebServerApplicationContext::new)
                .withClassLoader(new FilteredClassLoader("org.springframework.security"))
                .withConfiguration(AutoConfigurations.of(
                        JotguardAutoConfiguration.class,
                        JotguardServletAutoConfiguration.class,
                        ServletWebServerFactoryAutoConfiguration.class))
                .withPropertyValues("server.port=0")
                .withPropertyValues(
                        setting.contains("skew") || setting.contains("max-") || setting.contains("realm")
                                ? "jotguard.better-auth.origin=https://app.example.com"
                                : "server.address=127.0.0.1")
                .withPropertyValues(setting)
                .run(context -> assertThat(context).hasFailed());

        assertThat(output.getAll()).contains("cancelling refresh attempt").doesNotContain("Tomcat");
        assertThat(output.getAll().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(LONGEST_LINE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jotguard.exclude=health",
                "jotguard.exclude=/*",
                "jotguard.optional=/*",
                "jotguard.optional=/a/../b",
                "jotguard.authorities[0].prefix=ROLE_",
                "jotguard.authorities[0].claim= ",
                "jotguard.scope-from[0]=",
                "jotguard.scope-from=scope,",
                "jotguard.require-scope=,",
                "jotguard.clock-skew=11m",
                "jotguard.issuers[0].better-auth.origin=https://a.example.com",
            })
    void stopsTheStartBeforeABeanOfTheApplicationIsMade(String setting) {
        String[] settings = setting.contains("issuers")
                ? new String[] {setting, setting.replace("[0]", "[1]")}
                : new String[] {"jotguard.better-auth.origin=https://app.example.com", setting};
        assertStopsBeforeAnyBean(servlet(), settings);
        assertStopsBeforeAnyBean(reactive(), settings);
        assertStopsBeforeAnyBean(generated(), settings);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jotguard.roles-from[0]=",
                "jotguard.exclude=/a",
            })
    void stopsTheStartForSettingsOfServletsBeforeABeanOfTheApplicationIsMade(String setting) {
        assertStopsBeforeAnyBean(
                servlet(), "jotguard.better-auth.origin=https://app.example.com", "jotguard.optional=/a", setting);
    }

    @Test
    void checksPathsBesideAVerifierOfTheApplication() {
        assertStopsBeforeAnyBean(servlet().withUserConfiguration(OwnVerifier.class), "jotguard.exclude=health");
        assertStopsBeforeAnyBean(reactive().withUserConfiguration(OwnVerifier.class), "jotguard.exclude=health");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jotguard.filter.realm=\u00e4",
                "jotguard.resource=http://api.example.com",
                "jotguard.resource-name=Cases",
                "jotguard.require-scope=a b c",
                "jotguard.dpop-nonce=true",
                "jotguard.public-origin=api.example.com",
                "jotguard.authorities[0].prefix=ROLE_"
            })
    void checksOtherSettingsBesideAVerifierOfTheApplication(String setting) {
        String[] settings =
                setting.contains("public") ? new String[] {setting, "jotguard.dpop=accept"} : new String[] {setting};
        assertStopsBeforeAnyBean(servlet().withUserConfiguration(OwnVerifier.class), settings);
        assertStopsBeforeAnyBean(reactive().withUserConfiguration(OwnVerifier.class), settings);
    }

    @Test
    void leavesPathsAloneWhereOurFilterIsNot() {
        servlet()
                .withPropertyValues(
                        "jotguard.better-auth.origin=https://app.example.com",
                        "jotguard.filter.enabled=false",
                        "jotguard.exclude=health")
                .run(context -> assertThat(context).hasNotFailed());
    }

    private static WebApplicationContextRunner servlet() {
        return new WebApplicationContextRunner()
                .withClassLoader(new FilteredClassLoader("org.springframework.security"))
                .withConfiguration(
                        AutoConfigurations.of(JotguardAutoConfiguration.class, JotguardServletAutoConfiguration.class));
    }

    private static ReactiveWebApplicationContextRunner reactive() {
        return new ReactiveWebApplicationContextRunner()
                .withClassLoader(new FilteredClassLoader("org.springframework.security"))
                .withConfiguration(AutoConfigurations.of(
                        JotguardAutoConfiguration.class,
                        JotguardWebFluxAutoConfiguration.class,
                        WebFluxAutoConfiguration.class));
    }

    /** With bean definitions such as Spring generates at build time: without metadata of methods. */
    private static WebApplicationContextRunner generated() {
        return servlet().withInitializer(context -> context.addBeanFactoryPostProcessor(new GeneratedDefinitions()));
    }

    private static void assertStopsBeforeAnyBean(AbstractApplicationContextRunner<?, ?, ?> runner, String... settings) {
        AtomicBoolean isMade = new AtomicBoolean();
        runner.withPropertyValues(settings)
                .withBean("first", Object.class, () -> {
                    isMade.set(true);
                    return new Object();
                })
                .run(context -> assertThat(context.getStartupFailure()).isInstanceOf(InvalidSettingException.class));

        assertThat(isMade).isFalse();
    }

    private static final class GeneratedDefinitions implements BeanDefinitionRegistryPostProcessor {

        @Override
        public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
            // those of the configurations are not there yet
        }

        @Override
        public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
            for (String name :
                    List.of(JotguardAutoConfiguration.VERIFIER, JotguardServletAutoConfiguration.OUR_FILTER)) {
                RootBeanDefinition generated = new RootBeanDefinition();
                generated.setFactoryBeanName(beans.getBeanDefinition(name).getFactoryBeanName());
                generated.setInstanceSupplier(() -> new AssertionError("The start should have stopped"));
                ((BeanDefinitionRegistry) beans).removeBeanDefinition(name);
                ((BeanDefinitionRegistry) beans).registerBeanDefinition(name, generated);
            }
        }
    }

    @Test
    void checksSettingsOfALazyApplication() {
        runner.withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .withPropertyValues("jotguard.issuer=https://id.example.com")
                .run(context -> assertThat(context.getStartupFailure())
                        .isInstanceOf(InvalidSettingException.class)
                        .hasMessageStartingWith("jotguard.audience is not set"));
    }

    @Test
    void warnsOnceOfWhiteSpaceAroundASecret(CapturedOutput output) {
        Map<String, Object> mounted = Map.of("jotguard.secret", "a-very-secret-value-of-more-than-32-bytes\n");
        runner.withPropertyValues("jotguard.issuer=https://id.example.com", "jotguard.audience=api")
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("mounted", mounted)))
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output.getAll().lines().filter(line -> line.contains("begins or ends with white space")))
                .hasSize(1);
    }

    @Test
    void leavesTheApplicationWithAVerifierOfItsOwnAlone() {
        runner.withUserConfiguration(OwnVerifier.class)
                .withPropertyValues("jotguard.issuer=https://id.example.com")
                .run(context -> assertThat(context).hasNotFailed());
        runner.withUserConfiguration(OwnIssuer.class)
                .run(context -> assertThat(context).hasNotFailed());
        runner.withInitializer(context -> context.getBeanFactory()
                        .registerSingleton(JotguardAutoConfiguration.VERIFIER, new OwnVerifier().own()))
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnIssuer {

        @Bean
        TrustedIssuer.Builder issuer() {
            return TrustedIssuer.builder(
                            "https://bean.example.com",
                            StaticJwkSet.ofJson(
                                    "{\"keys\":[" + TestKey.generate("ES256").jwk() + "]}"))
                    .audience("api");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnVerifier {

        @Bean
        JwtVerifier own() {
            return JwtVerifier.trusting(new OwnIssuer().issuer().build());
        }
    }
}
