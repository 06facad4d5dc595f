package io.github.jotguard.spring.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.bearer.ChallengeParameters;
import io.github.jotguard.bearer.ResourceIdentifier;
import io.github.jotguard.bearer.ResourceMetadata;
import io.github.jotguard.spring.TestTokens;
import io.github.jotguard.spring.settings.RequiredScopes;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** The metadata of a resource (RFC 9728 §3), and where challenges point to them (§5.1). */
class ResourceMetadataFilterTest {

    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource/api";
    private static final ResourceMetadata METADATA = ResourceMetadata.builder(
                    ResourceIdentifier.of("https://api.example.com/api"))
            .build();
    private static final ChallengeParameters CHALLENGES = ChallengeParameters.ofRealm("api")
            .withResourceMetadata(METADATA.resource().metadataUrl());
    private static final RequiredScopes SCOPES =
            RequiredScopes.of(TestTokens.properties("require-scope-at.[/admin]", "admin"));

    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", WELL_KNOWN);
    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private final AtomicReference<@Nullable ServletResponse> passed = new AtomicReference<>();

    private void filter(@Nullable ResourceMetadata metadata, ServletRequest sent, ServletResponse answer)
            throws Exception {
        new ResourceMetadataFilter(metadata, CHALLENGES, SCOPES).doFilter(sent, answer, (req, res) -> passed.set(res));
    }

    private HttpServletResponse behind() throws Exception {
        filter(METADATA, request, response);
        return (HttpServletResponse) passed.get();
    }

    @Test
    void servesTheDocument() throws Exception {
        filter(METADATA, request, response);

        assertThat(passed).hasNullValue();
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getHeader("Content-Type")).startsWith("application/json");
        assertThat(response.getHeader("Cache-Control")).isEqualTo("public, max-age=300");
        assertThat(response.getHeader("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(response.getContentLength()).isEqualTo(METADATA.json().getBytes(StandardCharsets.UTF_8).length);
        assertThat(response.getContentAsString()).isEqualTo(METADATA.json());
    }

    @Test
    void servesItsHeadersAlone() throws Exception {
        request.setMethod("HEAD");
        filter(METADATA, request, response);

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getContentLength()).isPositive();
        assertThat(response.getContentAsByteArray()).isEmpty();
    }

    @Test
    void answers405ToOtherMethods() throws Exception {
        request.setMethod("POST");
        filter(METADATA, request, response);

        assertThat(passed).hasNullValue();
        assertThat(response.getStatus()).isEqualTo(405);
        assertThat(response.getHeader("Allow")).isEqualTo("GET, HEAD, OPTIONS");
        assertThat(response.getContentAsByteArray()).isEmpty();
    }

    @Test
    void leavesADispatchInsideOfTheApplicationAlone() throws Exception {
        request.setDispatcherType(DispatcherType.FORWARD);

        assertThat(behind()).isNotNull();
        assertThat(response.getContentAsByteArray()).isEmpty();
    }

    @Test
    void passesEverythingOnAsItIsWithoutAResource() throws Exception {
        filter(null, request, response);

        assertThat(passed).hasValue(response);
    }

    @Test
    void passesOnWhatIsNoHttp() throws Exception {
        filter(METADATA, new ServletRequestWrapper(request), response);
        assertThat(passed).hasValue(response);

        ServletResponse noHttp = new ServletResponseWrapper(response);
        filter(METADATA, request, noHttp);
        assertThat(passed).hasValue(noHttp);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void completesChallengesOfWhatIsBehind(boolean adds) throws Exception {
        request.setRequestURI("/admin/a");
        if (adds) {
            behind().addHeader("www-authenticate", "Bearer");
        } else {
            behind().setHeader("www-authenticate", "Bearer");
        }

        assertThat(response.getHeaders("WWW-Authenticate"))
                .containsExactly(
                        "Bearer scope=\"admin\", resource_metadata=\"https://api.example.com" + WELL_KNOWN + "\"");
    }

    @Test
    void leavesOtherHeadersAlone() throws Exception {
        request.setRequestURI("/admin/a");
        HttpServletResponse behind = behind();
        behind.setHeader("X-First", "Bearer");
        behind.addHeader("X-Second", "Bearer");

        assertThat(response.getHeader("X-First")).isEqualTo("Bearer");
        assertThat(response.getHeader("X-Second")).isEqualTo("Bearer");
    }

    @Test
    void letsWhatIsBehindRemoveAChallenge() throws Exception {
        request.setRequestURI("/me");
        HttpServletResponse behind = behind();
        behind.setHeader("WWW-Authenticate", "Basic");
        behind.setHeader("WWW-Authenticate", null);

        assertThat(response.getHeaders("WWW-Authenticate")).isEmpty();
    }
}
