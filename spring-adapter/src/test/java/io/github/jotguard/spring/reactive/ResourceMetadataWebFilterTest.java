package io.github.jotguard.spring.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.bearer.ChallengeParameters;
import io.github.jotguard.bearer.ResourceIdentifier;
import io.github.jotguard.bearer.ResourceMetadata;
import io.github.jotguard.spring.TestTokens;
import io.github.jotguard.spring.settings.RequiredScopes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;

/** The metadata of a resource in WebFlux (RFC 9728 §3), and where challenges point to them (§5.1). */
class ResourceMetadataWebFilterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ADDRESS = "https://api.example.com/.well-known/oauth-protected-resource/api";
    private static final ResourceMetadata METADATA = ResourceMetadata.builder(
                    ResourceIdentifier.of("https://api.example.com/api"))
            .build();
    private static final ChallengeParameters CHALLENGES =
            ChallengeParameters.ofRealm("api").withResourceMetadata(ADDRESS);
    private static final RequiredScopes SCOPES =
            RequiredScopes.of(TestTokens.properties("require-scope-at.[/admin]", "admin"));

    private final AtomicInteger passed = new AtomicInteger();

    /** Sends a request to the filter; what is behind it sets challenges and completes the response. */
    private MockServerHttpResponse send(
            @Nullable ResourceMetadata metadata, HttpMethod method, String uri, String... challenges) {
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.method(method, uri));
        new ResourceMetadataWebFilter(metadata, CHALLENGES, SCOPES)
                .filter(exchange, behind -> {
                    passed.incrementAndGet();
                    for (String challenge : challenges) {
                        behind.getResponse().getHeaders().add("www-authenticate", challenge);
                    }
                    behind.getResponse().getHeaders().set("X-Other", "Bearer");
                    return behind.getResponse().setComplete();
                })
                .block(PATIENCE);
        return exchange.getResponse();
    }

    @Test
    void servesTheDocument() {
        MockServerHttpResponse response = send(METADATA, HttpMethod.GET, ADDRESS);

        HttpHeaders headers = response.getHeaders();
        assertThat(passed).hasValue(0);
        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(headers.getFirst("Content-Type")).isEqualTo("application/json");
        assertThat(headers.getCacheControl()).isEqualTo("public, max-age=300");
        assertThat(headers.getAccessControlAllowOrigin()).isEqualTo("*");
        assertThat(headers.getContentLength()).isEqualTo(METADATA.json().getBytes(StandardCharsets.UTF_8).length);
        assertThat(response.getBodyAsString().block(PATIENCE)).isEqualTo(METADATA.json());
    }

    @Test
    void servesItsHeadersAlone() {
        MockServerHttpResponse response = send(METADATA, HttpMethod.HEAD, ADDRESS);

        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(response.getHeaders().getContentLength()).isPositive();
        assertThat(response.getBodyAsString().block(PATIENCE)).isEmpty();
    }

    @Test
    void answers405ToOtherMethods() {
        MockServerHttpResponse response = send(METADATA, HttpMethod.POST, ADDRESS);

        assertThat(passed).hasValue(0);
        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.METHOD_NOT_ALLOWED);
        assertThat(response.getBodyAsString().block(PATIENCE)).isEmpty();
    }

    @Test
    void passesEverythingOnAsItIsWithoutAResource() {
        assertThat(send(null, HttpMethod.GET, ADDRESS, "Bearer").getHeaders().get("WWW-Authenticate"))
                .containsExactly("Bearer");
        assertThat(passed).hasValue(1);
    }

    @Test
    void completesChallengesOfWhatIsBehind() {
        MockServerHttpResponse response = send(METADATA, HttpMethod.GET, "/admin/a", "DPoP", "Bearer", "Basic");

        assertThat(passed).hasValue(1);
        assertThat(response.getHeaders().get("WWW-Authenticate"))
                .containsExactly(
                        "DPoP scope=\"admin\", resource_metadata=\"" + ADDRESS + "\"",
                        "Bearer scope=\"admin\", resource_metadata=\"" + ADDRESS + "\"",
                        "Basic");
        assertThat(response.getHeaders().get("X-Other")).containsExactly("Bearer");
    }

    @Test
    void addsNoChallenge() {
        assertThat(send(METADATA, HttpMethod.GET, "/admin/a").getHeaders().getFirst("WWW-Authenticate"))
                .isNull();
    }

    @Test
    void comesBeforeTheFiltersOfTokens() {
        assertThat(new ResourceMetadataWebFilter(METADATA, CHALLENGES, SCOPES).getOrder())
                .isEqualTo(Integer.MIN_VALUE + 99);
    }
}
