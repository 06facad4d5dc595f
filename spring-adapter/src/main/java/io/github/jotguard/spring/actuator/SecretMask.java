package io.github.jotguard.spring.actuator;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.handler.IgnoreErrorsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Masks the shared secrets in endpoints that show properties, by the name of the property and by the value. A secret
 * may come from another property, such as {@code jotguard.secret=${BETTER_AUTH_SECRET}}, which is shown too. The
 * secrets are read once, at startup.
 *
 * <p>Internal: may change without notice.
 */
public final class SecretMask implements SanitizingFunction {

    private static final String SECRET = "secret";
    /** The minimum length of a masked value. A shorter one cannot be used as a secret, but would mask many others. */
    private static final int MIN_LENGTH = 8;

    private static final Bindable<List<Map<String, Object>>> ISSUERS = Bindable.of(ResolvableType.forClassWithGenerics(
            List.class, ResolvableType.forClassWithGenerics(Map.class, String.class, Object.class)));

    private final Set<String> secrets;

    public SecretMask(ConfigurableEnvironment environment) {
        Binder binder = new Binder(
                ConfigurationPropertySources.from(environment.getPropertySources()),
                new PropertySourcesPlaceholdersResolver(environment),
                null,
                null,
                new IgnoreErrorsBindHandler());
        this.secrets = Stream.concat(
                        binder.bind("jotguard.secret", String.class)
                                .map(Stream::of)
                                .orElseGet(Stream::empty),
                        binder.bind("jotguard.issuers", ISSUERS).orElseGet(List::of).stream()
                                .flatMap(SecretMask::secretOf))
                .filter(secret -> secret.length() >= MIN_LENGTH)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> secretOf(Map<String, Object> issuer) {
        return issuer.entrySet().stream()
                .filter(setting -> setting.getKey().equalsIgnoreCase(SECRET))
                .map(setting -> setting.getValue().toString());
    }

    @Override
    public SanitizableData apply(SanitizableData data) {
        return isNamed(data.getKey()) || isShownIn(data.getValue()) ? data.withSanitizedValue() : data;
    }

    /**
     * Returns whether a key names a secret in any spelling: {@code jotguard.issuers[0].secret},
     * {@code JOTGUARD_SECRET}.
     */
    private static boolean isNamed(String key) {
        String plain = key.toLowerCase(Locale.ROOT);
        return plain.contains("jotguard") && plain.endsWith(SECRET);
    }

    private boolean isShownIn(@Nullable Object value) {
        return value != null && secrets.stream().anyMatch(value.toString()::contains);
    }
}
