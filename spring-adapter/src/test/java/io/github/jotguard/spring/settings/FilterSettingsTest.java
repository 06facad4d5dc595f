package io.github.jotguard.spring.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.servlet.BearerTokenFilter;
import io.github.jotguard.testing.TestIssuer;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** The filter requires what the properties say. */
class FilterSettingsTest {

    private TestIssuer issuer;
    private JwtVerifier verifier;

    @BeforeEach
    void start() {
        issuer = TestIssuer.start();
        verifier = JwtVerifier.trusting(TrustedIssuer.builder(issuer.issuer(), StaticJwkSet.ofJson(issuer.jwkSetJson()))
                .audience(issuer.audience())
                .build());
    }

    @AfterEach
    void stop() {
        verifier.close();
        issuer.close();
    }

    private static JotguardProperties properties(String... settings) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            values.put("jotguard." + settings[i], settings[i + 1]);
        }
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("jotguard", JotguardProperties.class);
    }

    @ParameterizedTest
    @CsvSource({"/, use, 200", "/, other, 403", "/admin/a, use, 403", "/admin/a, use admin, 200", "/admin/a, admin, 403"
    })
    void requiresScopesEverywhereAndAtPaths(String path, String scopes, int status) throws Exception {
        BearerTokenFilter.Builder filter = BearerTokenFilter.builder(verifier);
        FilterSettings.apply(
                properties("require-scope", "use", "require-scope-at.[/admin/*]", "admin", "scope-from", "scp"),
                filter);
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.addHeader("Authorization", "Bearer " + issuer.token(token -> token.claim("scp", scopes)));
        MockHttpServletResponse response = new MockHttpServletResponse();
        FilterSettings.build(filter).doFilter(request, response, new MockFilterChain());

        assertThat(response.getStatus()).isEqualTo(status);
    }

    @Test
    void isNeverStartedWithARuleThatAnOpenPathCovers() {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() ->
                        FilterSettings.check(properties("exclude", "/admin/*", "require-scope-at.[/admin/a]", "a")))
                .withMessageContaining("could be evaded by sending no token, because jotguard.exclude");
        assertThatNoException()
                .isThrownBy(() ->
                        FilterSettings.check(properties("exclude", "/health", "require-scope-at.[/admin/a]", "a")));
    }
}
