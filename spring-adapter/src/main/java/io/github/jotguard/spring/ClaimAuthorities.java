package io.github.jotguard.spring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Reads authorities from claims: a string separated by spaces or an array of strings. A claim of another type gives none; Spring's own
 * converter fails on some of them, which would be a 500.
 */
final class ClaimAuthorities implements Converter<Jwt, Collection<GrantedAuthority>> {

    private static final String SCOPE_PREFIX = "SCOPE_";
    /** As Spring does: the first that is there. */
    private static final List<String> SCOPE_CLAIMS = List.of("scope", "scp");

    private final List<JotguardProperties.Authority> mappings;

    /**
     * Takes the mappings as they are.
     *
     * @param mappings empty for those of Spring
     * @throws InvalidSettingException if one names no claim
     */
    ClaimAuthorities(List<JotguardProperties.Authority> mappings) {
        this.mappings = mappings;
        for (int i = 0; i < mappings.size(); i++) {
            String claim = mappings.get(i).claim();
            if (claim == null || claim.isBlank()) {
                String property = "jotguard.authorities[" + i + "].claim";
                throw new InvalidSettingException(
                        property + " is not set.", "Set " + property + " to the name of a claim, such as scope.");
            }
        }
    }

    @Override
    public Collection<GrantedAuthority> convert(Jwt jwt) {
        List<GrantedAuthority> authorities = new ArrayList<>();
        for (JotguardProperties.Authority mapping : mappings.isEmpty() ? scopeOf(jwt) : mappings) {
            names(find(jwt.getClaims(), mapping.claim())).stream()
                    .map(name -> new SimpleGrantedAuthority(mapping.prefix() + name))
                    .forEach(authorities::add);
        }
        return authorities;
    }

    private static List<JotguardProperties.Authority> scopeOf(Jwt jwt) {
        return SCOPE_CLAIMS.stream()
                .filter(jwt::hasClaim)
                .limit(1)
                .map(claim -> new JotguardProperties.Authority(claim, SCOPE_PREFIX))
                .toList();
    }

    /** The literal name first: names that are URLs have dots of their own. */
    private static @Nullable Object find(Map<?, ?> claims, String name) {
        if (claims.containsKey(name)) {
            return claims.get(name);
        }
        int dot = name.indexOf('.');
        return dot > 0 && claims.get(name.substring(0, dot)) instanceof Map<?, ?> nested
                ? find(nested, name.substring(dot + 1))
                : null;
    }

    private static List<String> names(@Nullable Object value) {
        if (value instanceof String text) {
            return Arrays.stream(text.split(" "))
                    .filter(name -> !name.isBlank())
                    .toList();
        }
        if (value instanceof Collection<?> values && values.stream().allMatch(String.class::isInstance)) {
            return values.stream()
                    .map(String.class::cast)
                    .filter(name -> !name.isBlank())
                    .toList();
        }
        return List.of();
    }
}
