package io.github.jotguard.spring.test;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.testing.TestToken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.ResolvableType;

/** Adds to tokens the values that the settings of the application require, so that one without changes is accepted. */
final class DemandedTokens {

    /** The claims that every token of a test issuer has. */
    private static final Set<String> OF_EVERY_TOKEN =
            Set.of("iss", "sub", "aud", "exp", "iat", "name", "email", "emailVerified");

    private static final String ACCESS_TOKEN = "at+jwt";
    /** The prefix of the settings that all issuers share. */
    private static final String OF_ALL = "jotguard.";

    /** The property of Spring Boot for the claim without which Spring Security has no caller. */
    private static final String NAME_OF_CALLER = "spring.security.oauth2.resourceserver.jwt.principal-claim-name";

    private static final Bindable<Map<String, List<String>>> CLAIMS = Bindable.of(ResolvableType.forClassWithGenerics(
            Map.class,
            ResolvableType.forClass(String.class),
            ResolvableType.forClassWithGenerics(List.class, String.class)));

    private final Binder settings;
    private final String prefix;

    /**
     * Creates the requirements of one issuer.
     *
     * @param prefix of the properties of the issuer, with the dot
     */
    DemandedTokens(Binder settings, String prefix) {
        this.settings = settings;
        this.prefix = prefix;
    }

    /**
     * Returns the usual algorithm if it is allowed, otherwise the first that is. The application itself rejects other
     * names.
     */
    String algorithm(String usual) {
        List<String> allowed = list(prefix, "algorithms").stream()
                .flatMap(
                        name -> Stream.of(JwsAlgorithm.values()).map(Enum::name).filter(name::equalsIgnoreCase))
                .toList();
        return allowed.isEmpty() || allowed.contains(usual) ? usual : allowed.get(0);
    }

    /** Returns whether the issuer is a Better Auth server with its OAuth provider. */
    static boolean isOfBetterAuthOAuth(Binder settings, String prefix) {
        return settings.bind(prefix + "better-auth.oauth", Boolean.class).orElse(false);
    }

    void apply(TestToken token) {
        if (isOfBetterAuthOAuth(settings, prefix)) {
            token.type(ACCESS_TOKEN).claim("client_id", "test-client").claim("jti", "test-token");
        }
        List<String> scopes = list(OF_ALL, "require-scope");
        if (!scopes.isEmpty()) {
            token.claim(list(OF_ALL, "scope-from").stream().findFirst().orElse("scope"), String.join(" ", scopes));
        }
        Stream.of(settings.bind(NAME_OF_CALLER, String.class).orElse(""))
                .filter(name -> !name.isBlank() && !OF_EVERY_TOKEN.contains(name))
                .forEach(name -> token.claim(name, TestToken.DEFAULT_SUBJECT));
        list(prefix, "required-claims").stream()
                .filter(name -> !OF_EVERY_TOKEN.contains(name))
                .forEach(name -> token.claim(name, name.equals("nbf") ? (Object) 0 : "test"));
        Optional.of(settings.bind(prefix + "audience-claim", String.class).orElse(""))
                .filter(name -> !name.isBlank())
                .ifPresent(name ->
                        list(prefix, "audience").stream().findFirst().ifPresent(first -> token.claim(name, first)));
        settings.bind(prefix + "claims", CLAIMS).orElse(Map.of()).forEach((name, values) -> values.stream()
                .findFirst()
                .ifPresent(first -> token.claim(name, value(first))));
        List<String> types = list(prefix, "accept-types");
        if (!types.isEmpty()) {
            token.type(types.get(0));
        } else if (isTypeRequired()) {
            token.type("JWT");
        }
    }

    private boolean isTypeRequired() {
        return settings.bind(prefix + "require-type", Boolean.class).orElse(false);
    }

    /** Returns a boolean for true and false, as issuers send them. */
    private static Object value(String text) {
        return Set.of("true", "false").contains(text) ? (Object) Boolean.valueOf(text) : text;
    }

    private List<String> list(String group, String name) {
        return settings.bind(group + name, Bindable.listOf(String.class)).orElse(List.of());
    }
}
