package io.github.jotguard.spring.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.spring.TestTokens;
import io.github.jotguard.spring.problem.ReactiveProblems;
import io.github.jotguard.spring.problem.RequestRejectedException;
import io.github.jotguard.spring.settings.RequiredScopes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

class RequiredScopesWebFilterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final RequiredScopes SCOPES =
            RequiredScopes.of(TestTokens.properties("require-scope", "use", "require-scope-at.[/admin]", "admin"));

    private final TestTokens tokens = new TestTokens();
    private final AtomicInteger passed = new AtomicInteger();

    @AfterEach
    void stop() {
        tokens.close();
    }

    private static RequiredScopesWebFilter filter(ReactiveCallerTokens callers, RequiredScopes scopes) {
        return new RequiredScopesWebFilter(callers, scopes, new ReactiveProblems("api"));
    }

    private MockServerHttpResponse send(RequiredScopesWebFilter filter, String path) {
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get(path));
        filter.filter(exchange, next -> Mono.fromRunnable(passed::incrementAndGet))
                .block(PATIENCE);
        return exchange.getResponse();
    }

    private ReactiveCallerTokens with(String... granted) {
        return exchange -> Mono.just(tokens.verified(t -> t.scope(granted)));
    }

    @Test
    void letsATokenWithAllScopesThrough() {
        assertThat(send(filter(with("use", "admin"), SCOPES), "/admin/a").getStatusCode())
                .isNull();
        assertThat(passed).hasValue(1);
    }

    @Test
    void answers403ToATokenThatLacksAScope() {
        MockServerHttpResponse response = send(filter(with("use"), SCOPES), "/admin/a");

        assertThat(passed).hasValue(0);
        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(response.getHeaders().getFirst("WWW-Authenticate"))
                .contains("error=\"insufficient_scope\"", "scope=\"admin use\"");
    }

    @Test
    void answers401WithoutATokenWhereAPathHasARule() {
        MockServerHttpResponse response = send(filter(any -> Mono.empty(), SCOPES), "/admin/a");

        assertThat(passed).hasValue(0);
        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(response.getBodyAsString().block(PATIENCE)).contains("missing_token");
    }

    @Test
    void leavesARequestWithoutATokenToTheChainElsewhere() {
        assertThat(send(filter(any -> Mono.empty(), SCOPES), "/me").getStatusCode())
                .isNull();
        assertThat(passed).hasValue(1);
    }

    @Test
    void looksForNoTokenWhereNoScopeIsNeeded() {
        RequiredScopes atAdmin = RequiredScopes.of(TestTokens.properties("require-scope-at.[/admin]", "admin"));
        send(filter(any -> Mono.error(new IllegalStateException("asked")), atAdmin), "/me");

        assertThat(passed).hasValue(1);
    }

    @Test
    void answersAsTheTokenOfASessionIsRejected() {
        ReactiveCallerTokens rejecting =
                any -> Mono.error(new RequestRejectedException(BearerError.temporarilyUnavailable()));

        assertThat(send(filter(rejecting, SCOPES), "/me").getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(passed).hasValue(0);
    }

    @Test
    void comesAfterTheChainOfSpringSecurity() {
        assertThat(filter(with(), SCOPES).getOrder()).isEqualTo(-99);
    }
}
