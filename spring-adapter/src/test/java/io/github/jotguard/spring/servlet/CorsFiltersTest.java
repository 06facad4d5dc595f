package io.github.jotguard.spring.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CharacterEncodingFilter;
import org.springframework.web.filter.CorsFilter;

class CorsFiltersTest {

    private static final CorsConfigurationSource SETTINGS = new UrlBasedCorsConfigurationSource();

    private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

    private CorsFilter registered(String name, String... paths) {
        CorsFilter filter = new CorsFilter(SETTINGS);
        FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns(paths);
        beans.registerSingleton(name, registration);
        return filter;
    }

    @Test
    void areThoseThatSeeEveryRequest() {
        CorsFilter unmapped = registered("unmapped");
        CorsFilter everywhere = registered("everywhere", "/a/*", "/*");
        registered("somewhere", "/a/*");
        beans.registerSingleton("other", new FilterRegistrationBean<>(new CharacterEncodingFilter()));

        assertThat(CorsFilters.of(beans)).containsExactlyInAnyOrder(unmapped, everywhere);
    }

    @Test
    void areNotThoseThatAreDisabled() {
        FilterRegistrationBean<CorsFilter> disabled = new FilterRegistrationBean<>(new CorsFilter(SETTINGS));
        disabled.setEnabled(false);
        beans.registerSingleton("disabled", disabled);

        assertThat(CorsFilters.of(beans)).isEmpty();
    }

    @Test
    void areThoseThatSpringBootMapsItselfAndNotTheOthersTwice() {
        CorsFilter unregistered = new CorsFilter(SETTINGS);
        beans.registerSingleton("unregistered", unregistered);
        beans.registerSingleton("named", registered("everywhere"));

        assertThat(CorsFilters.of(beans)).hasSize(2).contains(unregistered);
    }

    @Test
    void areOfTheSettingsOfSpringSecurityIfItHasAChain() {
        beans.registerSingleton("corsConfigurationSource", SETTINGS);
        assertThat(CorsFilters.of(beans)).isEmpty();

        beans.registerSingleton("springSecurityFilterChain", new CharacterEncodingFilter());
        assertThat(CorsFilters.of(beans)).hasSize(1);
    }

    @Test
    void areNoneOfAChainWithoutSettings() {
        beans.registerSingleton("springSecurityFilterChain", new CharacterEncodingFilter());
        assertThat(CorsFilters.of(beans)).isEmpty();

        beans.registerSingleton("corsConfigurationSource", "settings of another type");
        assertThat(CorsFilters.of(beans)).isEmpty();
    }
}
