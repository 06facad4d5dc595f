package io.github.jotguard.spring.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jotguard.spring.settings.InvalidSettingException;
import io.github.jotguard.spring.settings.JotguardProperties.Authority;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

class ClaimAuthoritiesTest {

    @Test
    void readsScopesAsSpringDoes() {
        assertThat(authorities(List.of(), Map.of("scope", "a b"))).containsExactly("SCOPE_a", "SCOPE_b");
        assertThat(authorities(List.of(), Map.of("scp", List.of("a", "b")))).containsExactly("SCOPE_a", "SCOPE_b");
        assertThat(authorities(List.of(), Map.of("sub", "u1"))).isEmpty();
    }

    @Test
    void makesNoRoleOfClaimThatIsNotMapped() {
        assertThat(authorities(List.of(), Map.of("scope", "ROLE_ADMIN", "roles", List.of("ADMIN"))))
                .containsExactly("SCOPE_ROLE_ADMIN");
    }

    @Test
    void readsMappedClaimsWithTheirPrefixes() {
        List<Authority> mappings = List.of(
                new Authority("realm_access.roles", "ROLE_"),
                new Authority("https://example.com/groups", "GROUP_"),
                new Authority("scope", ""));
        Map<String, Object> claims = Map.of(
                "realm_access", Map.of("roles", List.of("admin")),
                "https://example.com/groups", List.of("g1"),
                "scope", "read  write");
        assertThat(authorities(mappings, claims)).containsExactly("ROLE_admin", "GROUP_g1", "read", "write");
    }

    static List<Object> wrongTypes() {
        return List.of(
                1, true, Map.of("a", "b"), List.of(1), List.of("a", 1), Arrays.asList("a", null), "", " ", List.of(""));
    }

    @ParameterizedTest
    @MethodSource("wrongTypes")
    void givesNoneForClaimOfWrongType(Object value) {
        assertThat(authorities(List.of(), Map.of("scope", value))).isEmpty();
        assertThat(authorities(List.of(new Authority("a.b", "")), Map.of("a", value)))
                .isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void rejectsMappingThatNamesNoClaim(String claim) {
        List<Authority> mappings = List.of(new Authority("scope", ""), new Authority(claim, "ROLE_"));
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> new ClaimAuthorities(mappings))
                .withMessage("jotguard.authorities[1].claim is not set.");
    }

    private static List<String> authorities(List<Authority> mappings, Map<String, Object> claims) {
        Jwt jwt = Jwt.withTokenValue("token")
                .header("alg", "none")
                .claim("iss", "x")
                .claims(all -> all.putAll(claims))
                .build();
        return new ClaimAuthorities(mappings)
                .convert(jwt).stream().map(GrantedAuthority::getAuthority).toList();
    }
}
