package io.github.jotguard.spring.test;

import io.github.jotguard.jwks.JwkSetFetcher;
import io.github.jotguard.testing.TestIssuer;
import io.github.jotguard.testing.TestIssuerBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Replaces the issuer that the application trusts by a test issuer. Equal ones share an application context.
 *
 * @param algorithm the {@code alg} it signs with; empty if the application decides
 */
record TestIssuerCustomizer(String algorithm) implements ContextCustomizer {

    private static final String ORIGIN = "jotguard.better-auth.origin";
    /** The path of the issuer that is Better Auth's OAuth provider, below the origin. */
    private static final String OAUTH_PATH = "/api/auth";

    private static final String OF_ALL = "jotguard.";
    private static final String OF_FIRST = "jotguard.issuers[0].";

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        TestIssuer issuer = start(context.getEnvironment());
        BeanDefinitionRegistry beans = (BeanDefinitionRegistry) context.getBeanFactory();
        register(beans, "jotguardTestIssuer", TestIssuer.class, () -> issuer);
        register(beans, "jotguardTestKeys", JwkSetFetcher.class, () -> new TestKeysFetcher(issuer));
    }

    private TestIssuer start(ConfigurableEnvironment environment) {
        Binder settings = Binder.get(environment);
        String prefix = hasIssuer(settings, OF_FIRST) ? OF_FIRST : OF_ALL;
        TestIssuerBuilder builder = TestIssuer.builder();
        String secret = text(settings, prefix + "secret");
        DemandedTokens demanded = new DemandedTokens(settings, prefix);
        if (secret == null) {
            builder.algorithm(algorithm.isEmpty() ? demanded.algorithm("EdDSA") : algorithm);
        } else {
            builder.sharedSecret(secret.getBytes(StandardCharsets.UTF_8)).algorithm(demanded.algorithm("HS256"));
        }
        builder.defaults(demanded::apply);
        String issuer = issuer(settings, prefix);
        if (issuer != null) {
            builder.issuer(issuer);
        }
        List<String> audience = audience(settings, prefix);
        if (!audience.isEmpty()) {
            builder.audience(audience.toArray(String[]::new));
        }
        TestIssuer started = builder.start();
        if (!hasIssuer(settings, prefix)) {
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource("jotguardTestIssuer", Map.of(ORIGIN, started.origin())));
        }
        return started;
    }

    private static boolean hasIssuer(Binder settings, String prefix) {
        return Stream.of("better-auth.origin", "issuer", "any-issuer", "jwks-uri", "secret")
                .anyMatch(name -> text(settings, prefix + name) != null);
    }

    private static @Nullable String issuer(Binder settings, String prefix) {
        String origin = text(settings, prefix + "better-auth.origin");
        if (origin == null) {
            return text(settings, prefix + "issuer");
        }
        return DemandedTokens.isOfBetterAuthOAuth(settings, prefix) ? origin + OAUTH_PATH : origin;
    }

    /** Returns the audiences that the application expects; none if the issuer is a preset that decides them. */
    private static List<String> audience(Binder settings, String prefix) {
        List<String> audience = settings.bind(prefix + "audience", Bindable.listOf(String.class))
                .orElse(List.of());
        String resource = text(settings, OF_ALL + "resource");
        boolean isOfPreset = !DemandedTokens.isOfBetterAuthOAuth(settings, prefix)
                && (text(settings, prefix + "better-auth.origin") != null || !hasIssuer(settings, prefix));
        return audience.isEmpty() && resource != null && !isOfPreset ? List.of(resource) : audience;
    }

    /** Returns a setting, or null if it is blank or absent, as the application treats it. */
    private static @Nullable String text(Binder settings, String name) {
        String text = settings.bind(name, Bindable.of(String.class)).orElse("");
        return text.isBlank() ? null : text;
    }

    private static <T> void register(BeanDefinitionRegistry beans, String name, Class<T> type, Supplier<T> instance) {
        RootBeanDefinition definition = new RootBeanDefinition(type, instance);
        definition.setPrimary(true);
        beans.registerBeanDefinition(name, definition);
    }
}
