package io.github.jotguard.spring.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.PreFlightRequestHandler;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** CORS settings of Spring MVC before a token is checked (Fetch §3.2). */
class CorsErrorFilterTest {

    private static final String ORIGIN = "https://app.example.com";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/me");
    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private final AtomicInteger handled = new AtomicInteger();
    private final AtomicReference<@Nullable ServletRequest> passed = new AtomicReference<>();

    private void filter(HandlerMapping... mappings) throws Exception {
        new CorsErrorFilter(false, List::of, () -> List.of(mappings))
                .doFilter(request, response, (req, res) -> passed.set(req));
    }

    private void preflight() {
        request.setMethod("OPTIONS");
        request.addHeader("Origin", ORIGIN);
        request.addHeader("Access-Control-Request-Method", "GET");
    }

    /** Returns a mapping with a handler at a path, and settings for GET from one origin. */
    private SimpleUrlHandlerMapping mapping(String path, @Nullable String allowedOrigin) {
        SimpleUrlHandlerMapping mapping = new SimpleUrlHandlerMapping();
        HttpRequestHandler handler = (req, res) -> handled.incrementAndGet();
        mapping.setUrlMap(Map.of(path, handler));
        if (allowedOrigin != null) {
            CorsConfiguration settings = new CorsConfiguration();
            settings.addAllowedOrigin(allowedOrigin);
            settings.addAllowedMethod("GET");
            mapping.setCorsConfigurations(Map.of("/**", settings));
        }
        mapping.setInterceptors(new HandlerInterceptor() {});
        mapping.setApplicationContext(new StaticWebApplicationContext());
        return mapping;
    }

    private static HandlerMapping with(Object handler) {
        return any -> new HandlerExecutionChain(handler);
    }

    private void assertPassed() {
        assertThat(passed).hasValue(request);
        assertThat(handled).hasValue(0);
    }

    private void assertAnswered() {
        assertThat(passed).hasNullValue();
        assertThat(handled).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tellsWhetherPagesMaySendProofs(boolean takesDpop) {
        assertThat(new CorsErrorFilter(takesDpop, List::of, List::of).takesDpop())
                .isEqualTo(takesDpop);
    }

    @Test
    void passesRequestsWithoutOriginOn() throws Exception {
        filter(mapping("/me", ORIGIN));

        assertPassed();
        assertThat(response.getHeader(ALLOW_ORIGIN)).isNull();
    }

    @Test
    void allowsAPageToReadARejection() throws Exception {
        request.addHeader("Origin", ORIGIN);
        filter(mapping("/other", "https://other.example.com"), mapping("/me", ORIGIN));

        assertPassed();
        assertThat(response.getHeader(ALLOW_ORIGIN)).isEqualTo(ORIGIN);
    }

    @Test
    void answers403ToAPageThatIsNotAllowed() throws Exception {
        request.addHeader("Origin", ORIGIN);
        filter(mapping("/me", "https://other.example.com"));

        assertAnswered();
        assertThat(response.getStatus()).isEqualTo(403);
        assertThat(response.getHeader(ALLOW_ORIGIN)).isNull();
    }

    @Test
    void passesOnWhereThereAreNoSettings() throws Exception {
        request.addHeader("Origin", ORIGIN);
        filter(mapping("/me", null));

        assertPassed();
        assertThat(response.getHeader(ALLOW_ORIGIN)).isNull();
    }

    @Test
    void passesOnWhereThereIsNoHandler() throws Exception {
        request.addHeader("Origin", ORIGIN);
        filter(mapping("/other", ORIGIN));

        assertPassed();
    }

    @Test
    void answersAPreflightAsTheSettingsSay() throws Exception {
        preflight();
        filter(mapping("/me", ORIGIN));

        assertAnswered();
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getHeader(ALLOW_ORIGIN)).isEqualTo(ORIGIN);
    }

    @Test
    void answers403ToAPreflightThatIsNotAllowed() throws Exception {
        preflight();
        filter(mapping("/me", "https://other.example.com"));

        assertAnswered();
        assertThat(response.getStatus()).isEqualTo(403);
    }

    /** As Spring Framework 7 does without settings. */
    @Test
    void passesAPreflightOnThatNobodyDecides() throws Exception {
        preflight();
        filter(with((PreFlightRequestHandler) (req, res) -> {}));

        assertPassed();
    }

    @Test
    void passesAPreflightOnToAHandlerOfTheApplication() throws Exception {
        preflight();
        filter(with((HttpRequestHandler) (req, res) -> handled.incrementAndGet()));

        assertPassed();
    }

    @Test
    void passesOnWhatTheMappingFailsFor() throws Exception {
        request.addHeader("Origin", ORIGIN);
        filter(any -> {
            throw new IllegalStateException("no handler");
        });

        assertPassed();
    }

    @Test
    void appliesAllFiltersBeforeTheMappings() throws Exception {
        request.addHeader("Origin", ORIGIN);
        List<String> order = new ArrayList<>();
        CorsFilter first = named("first", order);
        CorsFilter second = named("second", order);
        HandlerMapping mapping = any -> {
            order.add("mapping");
            return null;
        };
        new CorsErrorFilter(false, () -> List.of(first, second), () -> List.of(mapping))
                .doFilter(request, response, (req, res) -> order.add("chain"));

        assertThat(order).containsExactly("first", "second", "mapping", "chain");
    }

    /** Returns a filter with a name, without which Spring takes it for another one. */
    private static CorsFilter named(String name, List<String> order) {
        CorsFilter filter = new CorsFilter(any -> {
            order.add(name);
            return null;
        });
        filter.setBeanName(name);
        return filter;
    }

    /** Spring MVC searches again, and must not find what this search has left. */
    @Test
    void keepsAttributesOfItsSearchOutOfTheRequest() throws Exception {
        request.addHeader("Origin", ORIGIN);
        request.setAttribute("kept", "before");
        List<String> before = Collections.list(request.getAttributeNames());
        AtomicReference<List<@Nullable Object>> seen = new AtomicReference<>(List.of());
        filter(look -> {
            List<@Nullable Object> values = new ArrayList<>();
            values.add(look.getAttribute("kept"));
            look.removeAttribute("kept");
            values.add(look.getAttribute("kept"));
            look.setAttribute("kept", "during");
            values.add(look.getAttribute("kept"));
            seen.set(values);
            return null;
        });

        assertThat(seen.get()).containsExactly("before", null, "during");
        assertThat(Collections.list(request.getAttributeNames())).isEqualTo(before);
        assertThat(request.getAttribute("kept")).isEqualTo("before");
    }
}
