package io.github.jotguard.spring.security;

import io.github.jotguard.bearer.ClaimValues;
import io.github.jotguard.spring.settings.AuthoritiesSetting;
import io.github.jotguard.spring.settings.InvalidSettingException;
import io.github.jotguard.spring.settings.JotguardProperties;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Reads authorities from claims: a string separated by spaces or an array of strings. A claim of another type has none;
 * Spring's own converter fails on some of them, which would cause a 500.
 *
 * <p>Internal: may change without notice.
 */
public final class ClaimAuthorities implements Converter<Jwt, Collection<GrantedAuthority>> {

    private static final String SCOPE_PREFIX = "SCOPE_";
    /** The default claims. As in Spring, the first that is present counts. */
    private static final List<String> SCOPE_CLAIMS = List.of("scope", "scp");

    private final List<JotguardProperties.Authority> mappings;

    /**
     * Creates the converter.
     *
     * @param mappings empty for those of Spring
     * @throws InvalidSettingException if one names no claim
     */
    public ClaimAuthorities(List<JotguardProperties.Authority> mappings) {
        this.mappings = mappings;
        AuthoritiesSetting.check(mappings);
    }

    @Override
    public Collection<GrantedAuthority> convert(Jwt jwt) {
        List<GrantedAuthority> authorities = new ArrayList<>();
        for (JotguardProperties.Authority mapping : mappings.isEmpty() ? scopeOf(jwt) : mappings) {
            ClaimValues.names(jwt.getClaims(), mapping.claim()).stream()
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
}
