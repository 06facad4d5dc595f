package io.github.jotguard.spring.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.filter.CorsFilter;

/** Pages of another origin that prove possession (RFC 9449 §8.2; Fetch §3.2). */
class DpopCorsTest {

    private static final String ORIGIN = "https://app.example.com";

    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/me");
    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private final AtomicInteger passed = new AtomicInteger();
    private final FilterChain chain = (req, res) -> passed.incrementAndGet();

    private static CorsFilter allowing(String... headers) {
        CorsConfiguration settings = new CorsConfiguration();
        settings.setAllowedOrigins(List.of(ORIGIN));
        settings.setAllowedMethods(List.of("GET"));
        settings.setAllowedHeaders(List.of(headers));
        return new CorsFilter(any -> settings);
    }

    private void filter(boolean takesDpop, CorsFilter settings) throws Exception {
        new CorsErrorFilter(takesDpop, () -> List.of(settings), List::of).doFilter(request, response, chain);
    }

    private void preflight(String headers) {
        request.setMethod("OPTIONS");
        request.addHeader("Origin", ORIGIN);
        request.addHeader("Access-Control-Request-Method", "GET");
        request.addHeader("Access-Control-Request-Headers", headers);
    }

    private String allowed() {
        return String.join(", ", response.getHeaders("Access-Control-Allow-Headers"));
    }

    @Test
    void allowsTheHeaderOfProofsBesideThoseOfTheSettings() throws Exception {
        preflight("authorization,dpop");
        filter(true, allowing("Authorization"));

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getHeader("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
        assertThat(allowed()).containsIgnoringCase("authorization").contains("DPoP");
        assertThat(passed).hasValue(0);
    }

    @Test
    void allowsTheHeaderOfProofsAlone() throws Exception {
        preflight("DPoP");
        filter(true, allowing("Authorization"));

        assertThat(response.getHeader("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
        assertThat(allowed()).isEqualTo("DPoP");
    }

    @Test
    void allowsNoOtherHeader() throws Exception {
        preflight("dpop, x-other");
        filter(true, allowing("Authorization"));

        assertThat(response.getStatus()).isEqualTo(403);
        assertThat(response.getHeader("Access-Control-Allow-Origin")).isNull();
    }

    @Test
    void allowsNothingUnlessProofsAreTaken() throws Exception {
        preflight("dpop");
        filter(false, allowing("Authorization"));

        assertThat(response.getStatus()).isEqualTo(403);
        assertThat(allowed()).isEmpty();
    }

    @Test
    void exposesNonceAndChallenge() throws Exception {
        request.addHeader("Origin", ORIGIN);
        filter(true, allowing("Authorization"));

        assertThat(response.getHeaders("Access-Control-Expose-Headers")).contains("DPoP-Nonce, WWW-Authenticate");
        assertThat(passed).hasValue(1);
    }

    @Test
    void seesNoNameBeforeAComma() {
        preflight(",dpop");
        assertThat(DpopCors.prepare(request, response).getHeader("Access-Control-Request-Headers"))
                .isNull();
    }

    @Test
    void keepsOtherHeadersOfAPreflight() {
        preflight("dpop");
        HttpServletRequest seen = DpopCors.prepare(request, response);

        assertThat(seen.getHeader("Access-Control-Request-Headers")).isNull();
        assertThat(Collections.list(seen.getHeaders("access-control-request-headers")))
                .isEmpty();
        assertThat(seen.getHeader("Origin")).isEqualTo(ORIGIN);
        assertThat(Collections.list(seen.getHeaders("Origin"))).containsExactly(ORIGIN);
    }
}
