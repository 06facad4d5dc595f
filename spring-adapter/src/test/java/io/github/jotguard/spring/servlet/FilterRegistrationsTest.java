package io.github.jotguard.spring.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.servlet.BearerTokenFilter;
import io.github.jotguard.spring.TestTokens;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.http.HttpServlet;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.filter.CharacterEncodingFilter;

/** The paths of a bearer token filter, for what is said at the start. */
class FilterRegistrationsTest {

    private final TestTokens tokens = new TestTokens();
    private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

    @AfterEach
    void stop() {
        tokens.close();
    }

    private BearerTokenFilter bearer() {
        return BearerTokenFilter.builder(tokens.verifier()).build();
    }

    private <T extends Filter> FilterRegistrationBean<T> register(T filter) {
        FilterRegistrationBean<T> registration = new FilterRegistrationBean<>(filter);
        beans.registerSingleton("registration" + beans.getSingletonCount(), registration);
        return registration;
    }

    @Test
    void namePathsAndServletsOfBeans() {
        FilterRegistrationBean<BearerTokenFilter> registration = register(bearer());
        registration.addUrlPatterns("/api/*");
        registration.addServletNames("orders");
        registration.addServletRegistrationBeans(new ServletRegistrationBean<>(new HttpServlet() {}, "/b") {
            @Override
            public String getServletName() {
                return "bills";
            }
        });

        assertThat(FilterRegistrations.bearerTokenPaths(beans))
                .containsExactly("/api/*", "servlet bills", "servlet orders");
    }

    @Test
    void nameNoPathOfOthersOrOfWhatIsDisabled() {
        register(new CharacterEncodingFilter());
        register(bearer()).setEnabled(false);

        assertThat(FilterRegistrations.bearerTokenPaths(beans)).isEmpty();
    }

    @Test
    void nameEveryPathForAFilterWithoutRegistration() {
        beans.registerSingleton("filter", bearer());

        assertThat(FilterRegistrations.bearerTokenPaths(beans)).containsExactly("/*");
    }

    @Test
    void countAFilterWithRegistrationOnce() {
        BearerTokenFilter filter = bearer();
        beans.registerSingleton("filter", filter);
        register(filter).addUrlPatterns("/api/*");

        assertThat(FilterRegistrations.bearerTokenPaths(beans)).containsExactly("/api/*");
    }

    @Test
    void areThoseOfBeansInAMockedServer() {
        beans.registerSingleton("server", new MockServletContext());
        register(bearer()).addUrlPatterns("/api/*");

        assertThat(FilterRegistrations.bearerTokenPaths(beans)).containsExactly("/api/*");
    }

    @Test
    void areThoseOfTheServerIfItHasFilters() {
        register(bearer()).addUrlPatterns("/bean/*");
        beans.registerSingleton("server", new MockServletContext() {
            @Override
            public Map<String, ? extends FilterRegistration> getFilterRegistrations() {
                return Map.of(
                        "ours", new Registered(BearerTokenFilter.class.getName(), List.of("/api/*"), List.of("orders")),
                        "other", new Registered("com.example.Other", List.of("/other/*"), List.of("others")));
            }
        });

        assertThat(FilterRegistrations.bearerTokenPaths(beans)).containsExactly("/api/*", "servlet orders");
    }

    /** A filter in a server. */
    private record Registered(String className, List<String> paths, List<String> servlets)
            implements FilterRegistration {

        @Override
        public String getClassName() {
            return className;
        }

        @Override
        public Collection<String> getUrlPatternMappings() {
            return paths;
        }

        @Override
        public Collection<String> getServletNameMappings() {
            return servlets;
        }

        @Override
        public String getName() {
            return className;
        }

        @Override
        public void addMappingForServletNames(
                EnumSet<DispatcherType> types, boolean isMatchAfter, String... servletNames) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void addMappingForUrlPatterns(
                EnumSet<DispatcherType> types, boolean isMatchAfter, String... urlPatterns) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean setInitParameter(String name, String value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public @Nullable String getInitParameter(String name) {
            return null;
        }

        @Override
        public Set<String> setInitParameters(Map<String, String> parameters) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, String> getInitParameters() {
            return Map.of();
        }
    }
}
