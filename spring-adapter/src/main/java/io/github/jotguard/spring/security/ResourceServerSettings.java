package io.github.jotguard.spring.security;

import io.github.jotguard.logging.LoggerNames;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.IgnoreErrorsBindHandler;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * The settings of Spring Boot's resource server that go into its own decoder, and so have no effect on Jotguard's.
 *
 * <p>Internal: may change without notice.
 */
public final class ResourceServerSettings {

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.SPRING);

    private static final String PREFIX = "spring.security.oauth2.resourceserver.";
    private static final String BEAN =
            "set jotguard.jwks-uri, or define a TrustedIssuer.Builder bean with a StaticJwkSet";
    private static final int MAX_VALUE_LENGTH = 80;

    /** The settings, each with the property that takes its place. */
    private static final Map<String, String> MOVED = moved();

    /** The customizers of Spring Boot's decoder, whose names differ in each line. */
    private static final List<String> CUSTOMIZERS = List.of(
            "org.springframework.boot.autoconfigure.security.oauth2.resource.servlet.JwkSetUriJwtDecoderBuilderCustomizer",
            "org.springframework.boot.autoconfigure.security.oauth2.resource.reactive.JwkSetUriReactiveJwtDecoderBuilderCustomizer",
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet.JwkSetUriJwtDecoderBuilderCustomizer",
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.reactive.JwkSetUriReactiveJwtDecoderBuilderCustomizer",
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.JwkSetUriJwtDecoderBuilderCustomizer");

    private final ListableBeanFactory beans;
    private final Environment environment;

    public ResourceServerSettings(ListableBeanFactory beans, Environment environment) {
        this.beans = beans;
        this.environment = environment;
    }

    private static Map<String, String> moved() {
        Map<String, String> moved = new LinkedHashMap<>();
        moved.put("jwt.issuer-uri", "set jotguard.issuer");
        moved.put("jwt.jwk-set-uri", "set jotguard.jwks-uri");
        moved.put("jwt.audiences", "set jotguard.audience");
        moved.put("jwt.jws-algorithms", "set jotguard.algorithms");
        moved.put("jwt.public-key-location", BEAN);
        return moved;
    }

    /**
     * Logs one line that names the settings that are present.
     *
     * @param decoder name of the bean that takes the place of Spring Boot's decoder; nothing is logged without it
     * @param isDefaultChain true if Spring Boot's chain decides, which accepts JWTs and no opaque tokens then
     */
    public void warn(String decoder, boolean isDefaultChain) {
        if (!beans.containsBean(decoder)) {
            return;
        }
        List<String> unused = new ArrayList<>();
        MOVED.forEach((name, move) ->
                values(PREFIX + name).forEach(value -> unused.add(PREFIX + name + value + " (" + move + ")")));
        if (isDefaultChain && !values(PREFIX + "opaquetoken.introspection-uri").isEmpty()) {
            unused.add(PREFIX + "opaquetoken (define a chain with opaqueToken() and set jotguard.enabled=false)");
        }
        customizers()
                .forEach(
                        bean -> unused.add("bean " + bean + " (define a JwkSetFetcher bean, or set jotguard.refresh)"));
        if (!unused.isEmpty()) {
            LOG.warn(
                    "Jotguard's JwtDecoder takes the place of Spring Boot's, so these settings of it have no effect;"
                            + " move or remove them: {}",
                    String.join("; ", unused));
        }
    }

    private Stream<String> customizers() {
        ClassLoader loader = ResourceServerSettings.class.getClassLoader();
        return CUSTOMIZERS.stream()
                .filter(type -> ClassUtils.isPresent(type, loader))
                .flatMap(type ->
                        Stream.of(beans.getBeanNamesForType(ClassUtils.resolveClassName(type, loader), true, false)))
                .distinct();
    }

    /**
     * Returns one text for a property that is set, with the values as far as they may be shown; none for one that is
     * not.
     */
    private List<String> values(String property) {
        List<String> values = Binder.get(environment)
                .bind(property, Bindable.listOf(String.class), new IgnoreErrorsBindHandler())
                .orElse(List.of());
        if (values.isEmpty()) {
            return List.of();
        }
        boolean isShown = values.stream().allMatch(ResourceServerSettings::mayBeShown);
        return List.of(isShown ? "=" + String.join(",", values) : "");
    }

    /**
     * Returns whether a value may be shown: not an address with a password or a key, and nothing that breaks the line.
     */
    private static boolean mayBeShown(String value) {
        if (value.length() > MAX_VALUE_LENGTH || !value.chars().allMatch(c -> c > ' ' && c <= '~')) {
            return false;
        }
        try {
            URI uri = new URI(value);
            return uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && value.indexOf('@') < 0;
        } catch (URISyntaxException noAddress) {
            return false;
        }
    }
}
