package io.github.jotguard.spring.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.spring.problem.ReactiveProblems;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;

/** Rejections and preflights in WebFlux, by the CORS settings of the application (Fetch §3.2). */
class ReactiveRejectionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String URI = "https://api.example.com/me";
    private static final String ORIGIN = "https://app.example.com";
    private static final String OTHER = "https://other.example.com";

    private final AtomicInteger handled = new AtomicInteger();
    private final AtomicInteger searched = new AtomicInteger();

    private static CorsConfiguration settings(String origin) {
        CorsConfiguration settings = new CorsConfiguration();
        settings.addAllowedOrigin(origin);
        settings.addAllowedMethod("GET");
        return settings;
    }

    private static CorsWebFilter filter(String origin) {
        return new CorsWebFilter(any -> settings(origin));
    }

    /** Returns a mapping with a handler at a path, and settings for GET from one origin. */
    private HandlerMapping mapping(String path, @Nullable String origin) {
        SimpleUrlHandlerMapping mapping = new SimpleUrlHandlerMapping();
        WebHandler handler = exchange -> Mono.fromRunnable(handled::incrementAndGet);
        mapping.setUrlMap(Map.of(path, handler));
        if (origin != null) {
            mapping.setCorsConfigurations(Map.of("/**", settings(origin)));
        }
        mapping.setApplicationContext(new StaticApplicationContext());
        return exchange -> {
            searched.incrementAndGet();
            return mapping.getHandler(exchange);
        };
    }

    private static ReactiveRejections rejections(List<CorsWebFilter> filters, HandlerMapping... mappings) {
        return new ReactiveRejections(new ReactiveProblems("api"), () -> filters, () -> List.of(mappings));
    }

    private static MockServerHttpRequest.BaseBuilder<?> fromPage() {
        return MockServerHttpRequest.get(URI).header("Origin", ORIGIN);
    }

    private static MockServerHttpRequest.BaseBuilder<?> preflight() {
        return MockServerHttpRequest.options(URI)
                .header("Origin", ORIGIN)
                .header("Access-Control-Request-Method", "GET");
    }

    private static MockServerHttpResponse send(ReactiveRejections rejections, MockServerWebExchange exchange) {
        rejections.send(BearerError.missingToken(), exchange).block(PATIENCE);
        return exchange.getResponse();
    }

    private static MockServerHttpResponse send(
            ReactiveRejections rejections, MockServerHttpRequest.BaseBuilder<?> request) {
        return send(rejections, MockServerWebExchange.from(request));
    }

    private void assertResponds(
            boolean responds, @Nullable HttpStatus status, @Nullable String allowed, ReactiveRejections rejections) {
        MockServerWebExchange exchange = MockServerWebExchange.from(preflight());
        assertThat(rejections.respondToPreflight(exchange).block(PATIENCE)).isEqualTo(responds);
        assertThat(exchange.getResponse().isCommitted()).isEqualTo(responds);
        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(status);
        assertThat(exchange.getResponse().getHeaders().getAccessControlAllowOrigin())
                .isEqualTo(allowed);
        assertThat(handled).hasValue(0);
    }

    private static void assertReadable(MockServerHttpResponse response) {
        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(response.getHeaders().getAccessControlAllowOrigin()).isEqualTo(ORIGIN);
        assertThat(response.getBodyAsString().block(PATIENCE)).contains("missing_token");
    }

    private static void assertForbidden(MockServerHttpResponse response) {
        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(response.getHeaders().getFirst("WWW-Authenticate")).isNull();
        assertThat(response.getHeaders().getAccessControlAllowOrigin()).isNull();
    }

    @Test
    void areSentAtOnceToWhatIsNoPageOfAnotherOrigin() {
        MockServerHttpResponse response =
                send(rejections(List.of(), mapping("/me", ORIGIN)), MockServerHttpRequest.get("/me"));

        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(searched).hasValue(0);
    }

    @Test
    void areSentAtOnceToAPreflight() {
        MockServerHttpResponse response = send(rejections(List.of(), mapping("/me", ORIGIN)), preflight());

        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(response.getHeaders().getAccessControlAllowOrigin()).isNull();
        assertThat(searched).hasValue(0);
    }

    @Test
    void canBeReadByAPageThatTheMappingAllows() {
        assertReadable(send(rejections(List.of(), mapping("/other", OTHER), mapping("/me", ORIGIN)), fromPage()));
        assertThat(handled).hasValue(0);
    }

    @Test
    void canBeReadByAPageThatAFilterAllows() {
        assertReadable(send(rejections(List.of(filter(ORIGIN))), fromPage()));
    }

    @Test
    void are403ForAPageThatIsNotAllowed() {
        assertForbidden(send(rejections(List.of(), mapping("/me", OTHER)), fromPage()));
        assertForbidden(send(rejections(List.of(filter(OTHER)), mapping("/me", ORIGIN)), fromPage()));
    }

    @Test
    void areSentWhereTheMappingFails() {
        HandlerMapping failing = exchange -> Mono.error(new IllegalStateException("no handler"));

        assertThat(send(rejections(List.of(), failing), fromPage()).getStatusCode())
                .isEqualTo(HttpStatus.UNAUTHORIZED);
    }

    @Test
    void answerPreflightsAsTheSettingsOfTheMappingSay() {
        assertResponds(true, null, ORIGIN, rejections(List.of(), mapping("/me", ORIGIN)));
        assertResponds(true, HttpStatus.FORBIDDEN, null, rejections(List.of(), mapping("/me", OTHER)));
    }

    @Test
    void answerPreflightsAsTheSettingsOfAFilterSay() {
        assertResponds(true, null, ORIGIN, rejections(List.of(filter(ORIGIN)), mapping("/me", OTHER)));
        assertResponds(true, HttpStatus.FORBIDDEN, null, rejections(List.of(filter(OTHER)), mapping("/me", ORIGIN)));
    }

    /** The second as in Spring Framework 7, which leaves them alone. */
    @Test
    void answerNoPreflightWithoutSettings() {
        assertResponds(false, null, null, rejections(List.of(), mapping("/other", ORIGIN)));
        assertResponds(false, null, null, rejections(List.of(), exchange -> Mono.just("handler")));
    }

    @Test
    void goByTheMappingsOfTheDispatcherOfTheRequest() {
        try (StaticApplicationContext context = new StaticApplicationContext()) {
            context.getBeanFactory().registerSingleton("mapping", mapping("/me", ORIGIN));
            context.refresh();
            context.getBeanFactory().registerSingleton("dispatcher", new DispatcherHandler(context));

            assertReadable(send(rejections(List.of(), mapping("/me", OTHER)), exchange(context)));
        }
    }

    @Test
    void goByTheirOwnMappingsWhereTheDispatcherHasNone() {
        try (StaticApplicationContext context = new StaticApplicationContext()) {
            context.refresh();
            assertReadable(send(rejections(List.of(), mapping("/me", ORIGIN)), exchange(context)));

            context.getBeanFactory().registerSingleton("dispatcher", new DispatcherHandler());
            assertReadable(send(rejections(List.of(), mapping("/me", ORIGIN)), exchange(context)));
        }
    }

    private static MockServerWebExchange exchange(StaticApplicationContext context) {
        return MockServerWebExchange.builder(fromPage())
                .applicationContext(context)
                .build();
    }
}
