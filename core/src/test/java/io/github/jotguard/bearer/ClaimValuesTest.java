package io.github.jotguard.bearer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimValuesTest {

    private static final Map<String, Object> CLAIMS = Map.of(
            "scope", "read  write",
            "https://example.com/roles", List.of("admin"),
            "realm_access", Map.of("roles", List.of("boss")),
            "resource_access",
                    Map.of(
                            "my.client", Map.of("roles", List.of("editor"), "a", Map.of("b", "deep")),
                            "my", Map.of("client", Map.of("other", "found-behind")),
                            "account", Map.of("roles", List.of("viewer"))));

    @ParameterizedTest
    @CsvSource({
        "realm_access.roles, boss",
        "resource_access.account.roles, viewer",
        "resource_access.my.client.roles, editor",
        "resource_access.my.client.a.b, deep",
        "resource_access.my.client.other, found-behind",
        "https://example.com/roles, admin"
    })
    void findsTheLongestNameFirst(String path, String name) {
        assertThat(ClaimValues.names(CLAIMS, path)).containsExactly(name);
    }

    @ParameterizedTest
    @CsvSource({"resource_access.my.roles", "realm_access", ".scope", "scope.", "scope.read", "'.'", "''", "absent"})
    void findsNothingElse(String path) {
        assertThat(ClaimValues.names(CLAIMS, path)).isEmpty();
    }

    @Test
    void takesTheLiteralNameBeforeAPath() {
        Map<String, Object> both = Map.of("a.b", "literal", "a", Map.of("b", "nested"));
        assertThat(ClaimValues.names(both, "a.b")).containsExactly("literal");
    }

    @Test
    void findsNothingBelowAnEmptyName() {
        assertThat(ClaimValues.names(Map.of("", Map.of("a", "nested")), ".a")).isEmpty();
        assertThat(ClaimValues.names(Map.of("a", Map.of("", "nested")), "a.")).containsExactly("nested");
    }

    @Test
    void readsStringsAndArraysOfStringsOnly() {
        assertThat(ClaimValues.names(CLAIMS, "scope")).containsExactly("read", "write");
        assertThat(ClaimValues.names(Map.of("c", List.of("a", 1)), "c")).isEmpty();
        assertThat(ClaimValues.names(Map.of("c", Arrays.asList("a", null)), "c"))
                .isEmpty();
        assertThat(ClaimValues.names(Map.of("c", 1), "c")).isEmpty();
        assertThat(ClaimValues.names(Map.of("c", List.of("", "a")), "c")).containsExactly("a");
        assertThat(ClaimValues.names(Collections.singletonMap("c", null), "c")).isEmpty();
    }
}
