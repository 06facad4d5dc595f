package io.github.jotguard.spring.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.testing.TestIssuer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RequiredScopesTest {

    private static JotguardProperties properties(String... settings) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            values.put("jotguard." + settings[i], settings[i + 1]);
        }
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("jotguard", JotguardProperties.class);
    }

    private static RequiredScopes scopes() {
        return RequiredScopes.of(properties(
                "require-scope",
                "use",
                "require-scope-at.[/admin/*]",
                "admin",
                "require-scope-at.[/reports]",
                "read,report"));
    }

    @ParameterizedTest
    @CsvSource({
        "/, use",
        "/api, use",
        "/adminx, use",
        "/x/admin, use",
        "/admin, admin use",
        "/admin/, admin use",
        "/admin/a/b, admin use",
        "/ADMIN/a, admin use",
        "/admin%20/a, admin use",
        "/admin./a, admin use",
        "/reports, read report use",
        "/reports/a, read report use",
        "/caf%C3%A9, use"
    })
    void holdBelowAPathInEverySpelling(String path, String needed) {
        assertThat(String.join(" ", scopes().needed(path))).isEqualTo(needed);
        assertThat(scopes().hasRuleAt(path)).isEqualTo(!needed.equals("use"));
    }

    /** It could lead anywhere. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/x/../admin",
                "/x/%2e%2e/admin",
                "/x;/admin",
                "/x//admin",
                "/%61dmin",
                "/x\\admin",
                "/x%5cadmin",
                "/x%ff",
                "/%EF%BC%8Fadmin",
                "/x%c2%85",
                "/.",
                "/x%"
            })
    void areAllNeededOnAPathThatCanBeReadInTwoWays(String path) {
        assertThat(scopes().needed(path)).containsExactly("admin", "read", "report", "use");
    }

    @Test
    void areThoseOfAllPathsOfARequest() {
        assertThat(scopes().needed("/x", "/admin")).containsExactly("admin", "use");
        assertThat(scopes().all()).containsExactly("use", "admin", "read", "report");
    }

    @Test
    void areThoseOfEverywhereWithoutARuleForAPath() {
        assertThat(RequiredScopes.of(properties("require-scope", "b,a")).needed("/x"))
                .containsExactly("a", "b");
    }

    @Test
    void areReadFromTheClaimsThatAreSet() {
        try (TestIssuer issuer = TestIssuer.start();
                JwtVerifier verifier = JwtVerifier.trusting(
                        TrustedIssuer.builder(issuer.issuer(), StaticJwkSet.ofJson(issuer.jwkSetJson()))
                                .audience(issuer.audience())
                                .build())) {
            VerifiedJwt jwt =
                    verifier.verify(issuer.token(token -> token.scope("a", "b").claim("scp", List.of("c", "d"))));
            RequiredScopes ofBoth = RequiredScopes.of(properties("scope-from", "scope,scp"));
            RequiredScopes ofOne = RequiredScopes.of(properties("scope-from", "scp"));

            assertThat(ofBoth.areIn(jwt, List.of("a", "d"))).isTrue();
            assertThat(ofBoth.areIn(jwt, List.of("a", "e"))).isFalse();
            assertThat(ofOne.areIn(jwt, List.of("a"))).isFalse();
            assertThat(ofOne.areIn(jwt, List.of("c"))).isTrue();
            assertThat(ofOne.areIn(jwt, List.of())).isTrue();
        }
    }

    @Test
    void areNoneByDefault() {
        assertThat(RequiredScopes.of(properties()).isEmpty()).isTrue();
        assertThat(RequiredScopes.of(properties()).needed("/x/../y")).isEmpty();
        assertThat(RequiredScopes.of(properties("require-scope", "a")).isEmpty())
                .isFalse();
        assertThat(scopes().isEmpty()).isFalse();
    }

    @Test
    void holdEverywhereBelowTheRoot() {
        RequiredScopes everywhere = RequiredScopes.of(properties("require-scope-at.[/*]", "a"));
        RequiredScopes root = RequiredScopes.of(properties("require-scope-at.[/]", "a"));

        assertThat(everywhere.needed("/")).containsExactly("a");
        assertThat(everywhere.needed("/x/y")).containsExactly("a");
        assertThat(root.needed("/")).containsExactly("a");
        assertThat(root.needed("")).as("the context path alone").containsExactly("a");
        assertThat(root.needed("/x")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "/admin/", "/a/../b", "/a/*/b", "/**", "/a;b", "/a//b", "/%61", "/{a}", "/a?"})
    void rejectAPathOfAnotherForm(String path) {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> RequiredScopes.of(properties("require-scope-at.[" + path + "]", "a")))
                .withMessageContaining("jotguard.require-scope-at[" + path + "]");
    }

    @ParameterizedTest
    @CsvSource({
        "exclude, /admin/*, /admin/*",
        "exclude, /admin/*, /admin/a",
        "optional, /admin/*, /admin",
        "optional, /admin, /admin/*"
    })
    void rejectARuleThatAnOpenPathCovers(String property, String open, String path) {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> RequiredScopes.checkReachable(
                        properties(property, open, "require-scope-at.[" + path + "]", "a")))
                .withMessageContaining("could be evaded by sending no token, because jotguard." + property);
    }

    @Test
    void takeARuleBesideAnOpenPath() {
        RequiredScopes.checkReachable(
                properties("exclude", "/admin/open,/adm/*", "optional", "/x", "require-scope-at.[/admin/*]", "a"));
        assertThat(RequiredScopes.of(properties("require-scope-at.[/a b/ü]", "a"))
                        .needed("/a%20b/%c3%bc/x"))
                .isEqualTo(List.of("a"));
    }
}
