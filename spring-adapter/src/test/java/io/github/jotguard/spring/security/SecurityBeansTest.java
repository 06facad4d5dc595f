package io.github.jotguard.spring.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.WebFilterChainProxy;

/** The classes, beans and settings that tell of Spring Security. */
@ExtendWith(OutputCaptureExtension.class)
class SecurityBeansTest {

    private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

    @Test
    void areNoDefaultChainIfTheApplicationDefinesTheirFilter() {
        beans.registerSingleton("own", new WebFilterChainProxy(List.of()));

        assertThat(SecurityChain.isThereForWebFlux(beans)).isTrue();
        assertThat(SecurityChain.isDefaultForWebFlux(beans)).isFalse();
    }

    @Test
    void areNoDefaultChainWithoutDefinitions() {
        assertThat(DefaultSecurityChain.isTheOnlyOne(new StaticListableBeanFactory(), SecurityFilterChain.class))
                .isFalse();
    }

    @Test
    void areAResourceServerOnlyWithBothItsModules() {
        ClassLoader loader = SecurityBeansTest.class.getClassLoader();

        assertThat(ResourceServer.isPresent(loader)).isTrue();
        assertThat(ResourceServer.isPresent(new FilteredClassLoader("org.springframework.security.oauth2.jwt")))
                .isFalse();
        assertThat(ResourceServer.isPresent(new FilteredClassLoader("org.springframework.security.oauth2.server")))
                .isFalse();
    }

    private void warn(String value) {
        beans.registerSingleton("decoder", "ours");
        MockEnvironment environment = new MockEnvironment();
        environment.setProperty("spring.security.oauth2.resourceserver.jwt.issuer-uri", value);
        new ResourceServerSettings(beans, environment).warn("decoder", false);
    }

    @Test
    void areNamedWithAValueOf80Characters(CapturedOutput output) {
        String longest = "https://id.example.com/~" + "a".repeat(80 - "https://id.example.com/~".length() - 1) + "~";
        warn(longest);

        assertThat(output).contains("jwt.issuer-uri=" + longest + " (set jotguard.issuer)");
    }

    @Test
    void areNamedWithoutAValueOf81Characters(CapturedOutput output) {
        warn("a".repeat(81));

        assertThat(output).contains("jwt.issuer-uri (set jotguard.issuer)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://id.example.com/\u00fc", "https://id.example.com/a b", "@secret"})
    void areNamedWithoutAValueThatMayBeSecret(String value, CapturedOutput output) {
        warn(value);

        assertThat(output).contains("jwt.issuer-uri (set jotguard.issuer)");
    }
}
