package io.github.jotguard.spring.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.SharedSecret;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.servlet.BearerTokenFilter;
import io.github.jotguard.spring.problem.ServletProblems;
import io.github.jotguard.spring.security.KeysUnavailableFilter;
import io.github.jotguard.spring.servlet.CorsErrorFilter;
import io.github.jotguard.spring.servlet.RequiredScopesFilter;
import io.github.jotguard.spring.settings.JotguardProperties;
import io.github.jotguard.spring.settings.RequiredScopes;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** The filters of the application that guard the port of the actuator too. */
class ManagementFiltersTest {

    private static final String PAGE = "https://console.example.com";

    private final GenericApplicationContext application = new GenericApplicationContext();
    private final GenericApplicationContext management = new GenericApplicationContext(application);
    private final JwtVerifier verifier = JwtVerifier.trusting(TrustedIssuer.builder(
                    "https://id.example.com", SharedSecret.ofUtf8("a-marked-secret-of-more-than-32-bytes"))
            .audience("api")
            .build());
    private final List<Registered> registered = new ArrayList<>();

    record Registered(String name, Filter filter, Set<?> types, List<String> paths) {}

    @AfterEach
    void stop() {
        management.close();
        application.close();
        verifier.close();
    }

    private <F extends Filter> FilterRegistrationBean<F> register(String name, int order, F filter) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.setName(name);
        registration.setOrder(order);
        application.getBeanFactory().registerSingleton(name, registration);
        return registration;
    }

    private void start() {
        application.refresh();
        management.refresh();
    }

    /** Takes down the filters that are registered. */
    private ServletContext server() {
        return (ServletContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (server, method, arguments) -> registration((String) arguments[0], (Filter) arguments[1]));
    }

    private FilterRegistration.Dynamic registration(String name, Filter filter) {
        return (FilterRegistration.Dynamic) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {FilterRegistration.Dynamic.class},
                (registration, method, arguments) -> {
                    if (method.getName().equals("addMappingForUrlPatterns")) {
                        registered.add(
                                new Registered(name, filter, (Set<?>) arguments[0], List.of((String[]) arguments[2])));
                    }
                    return null;
                });
    }

    private void registerManagementFilters() throws Exception {
        new ManagementFilters(management).onStartup(server());
    }

    private BearerTokenFilter tokens() {
        return BearerTokenFilter.builder(verifier).build();
    }

    private static MockHttpServletResponse send(Filter filter, MockHttpServletRequest request) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(request, response, new MockFilterChain());
        return response;
    }

    private static MockHttpServletRequest request() {
        return new MockHttpServletRequest("GET", "/actuator/health");
    }

    @Test
    void areThoseOfJotguardWithTheirNamesAndPathsInTheirOrder() throws Exception {
        register("token", 5, tokens()).addUrlPatterns("/actuator/*");
        register("cors", 3, new CorsErrorFilter(false, List::of, List::of));
        register("keys", 4, new KeysUnavailableFilter(new ServletProblems("api")));
        register("other", 1, (request, response, chain) -> chain.doFilter(request, response));
        register("disabled", 2, tokens()).setEnabled(false);
        application.getBeanFactory().registerSingleton("unregistered", tokens());
        start();

        registerManagementFilters();

        assertThat(registered).extracting(Registered::name).containsExactly("cors", "keys", "token", "jotguard");
        assertThat(registered)
                .extracting(Registered::paths)
                .containsExactly(List.of("/*"), List.of("/*"), List.of("/actuator/*"), List.of("/*"));
        assertThat(registered)
                .allSatisfy(each -> assertThat(each.types()).isEqualTo(BearerTokenFilter.dispatcherTypes()));
    }

    @Test
    void checkTokensWithoutBeingStartedTwice() throws Exception {
        register("token", 5, tokens());
        start();

        registerManagementFilters();

        assertThat(registered).singleElement().satisfies(each -> {
            assertThat(each.filter()).isNotInstanceOf(BearerTokenFilter.class);
            assertThat(send(each.filter(), request()).getStatus()).isEqualTo(401);
        });
    }

    @Test
    void haveTheCorsSettingsOfTheActuatorInPlaceOfThoseOfTheApplication() throws Exception {
        CorsFilter everybody = new CorsFilter(any -> settings("*"));
        register("cors", 3, new CorsErrorFilter(true, () -> List.of(everybody), List::of));
        SimpleUrlHandlerMapping mapping = new SimpleUrlHandlerMapping(Map.of("/actuator/**", new Object()));
        mapping.setCorsConfigurations(Map.of("/**", settings(PAGE)));
        management.registerBean(SimpleUrlHandlerMapping.class, () -> mapping);
        start();

        registerManagementFilters();
        Filter cors = registered.get(0).filter();

        assertThat(allowedOrigin(send(cors, from(PAGE)))).isEqualTo(PAGE);
        assertThat(allowedOrigin(send(cors, from("https://elsewhere.example.com"))))
                .isNull();
        MockHttpServletRequest preflight = from(PAGE);
        preflight.setMethod("OPTIONS");
        preflight.addHeader("Access-Control-Request-Method", "GET");
        preflight.addHeader("Access-Control-Request-Headers", "dpop");
        assertThat(send(cors, preflight).getHeader("Access-Control-Allow-Headers"))
                .isEqualTo("DPoP");
    }

    private static CorsConfiguration settings(String origin) {
        CorsConfiguration settings = new CorsConfiguration();
        settings.addAllowedOrigin(origin);
        settings.addAllowedMethod("GET");
        return settings;
    }

    private static MockHttpServletRequest from(String origin) {
        MockHttpServletRequest request = request();
        request.addHeader("Origin", origin);
        return request;
    }

    private static String allowedOrigin(MockHttpServletResponse response) {
        return response.getHeader("Access-Control-Allow-Origin");
    }

    @Test
    void areNoneWithoutAnApplicationAround() throws Exception {
        new ManagementFilters(application).onStartup(server());

        assertThat(registered).isEmpty();
        assertThat(new ManagementFilters(application).getOrder()).isEqualTo(Ordered.HIGHEST_PRECEDENCE);
    }

    private static RequiredScopesFilter scopes() {
        JotguardProperties properties = new Binder(
                        new MapConfigurationPropertySource(Map.of("jotguard.require-scope-at.[/*]", "ops")))
                .bindOrCreate("jotguard", JotguardProperties.class);
        return new RequiredScopesFilter(
                request -> Optional.empty(), RequiredScopes.of(properties), new ServletProblems("api"));
    }

    @Test
    void requireTheScopesOfTheApplicationInItsOrder() throws Exception {
        register("other", 1, (request, response, chain) -> chain.doFilter(request, response));
        register("disabled", 2, scopes()).setEnabled(false);
        register("scopes", -99, scopes());
        start();

        FilterRegistrationBean<Filter> registration = ManagementScopes.registration(management);
        registration.onStartup(server());

        assertThat(registration.getOrder()).isEqualTo(-99);
        assertThat(registered).singleElement().satisfies(each -> {
            assertThat(each.name()).isEqualTo("jotguardRequiredScopes");
            assertThat(each.types()).isEqualTo(RequiredScopesFilter.dispatcherTypes());
            assertThat(each.filter()).isNotInstanceOf(RequiredScopesFilter.class);
            assertThat(send(each.filter(), request()).getStatus()).isEqualTo(401);
        });
    }

    @Test
    void requireNoScopesWhereTheApplicationRequiresNone() throws Exception {
        register("other", 1, (request, response, chain) -> chain.doFilter(request, response));
        register("disabled", 2, scopes()).setEnabled(false);
        start();

        for (GenericApplicationContext context : List.of(management, application)) {
            FilterRegistrationBean<Filter> registration = ManagementScopes.registration(context);
            registration.onStartup(server());
            MockFilterChain chain = new MockFilterChain();
            registration.getFilter().doFilter(request(), new MockHttpServletResponse(), chain);

            assertThat(registration.getFilterName()).isEqualTo("jotguardRequiredScopes");
            assertThat(chain.getRequest()).as("passed on").isNotNull();
        }
        assertThat(registered).isEmpty();
    }
}
