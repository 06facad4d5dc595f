package io.github.jotguard.testing;

import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The output of the program, to call an application with tokens of an issuer: a shell script in which only the tokens
 * are not comments.
 */
final class IssuerGuide {
    private static final Duration WORKING_DAY = Duration.ofHours(8);
    /** The algorithms that a verifier allows by default. */
    private static final Set<String> DEFAULT_ALGORITHMS = Set.of("EdDSA", "ES256", "RS256");
    // longer ago than clocks may differ
    private static final Duration AN_HOUR_AGO = Duration.ofHours(-1);

    private final TestIssuer issuer;
    private final IssuerArguments arguments;

    IssuerGuide(TestIssuer issuer, IssuerArguments arguments) {
        this.issuer = issuer;
        this.arguments = arguments;
    }

    String text() {
        return addresses() + settings() + tokens();
    }

    private String addresses() {
        return """
                # A test issuer runs until Ctrl-C. Its keys are new at each start, so these tokens are good for this run alone.
                #   issuer    %s
                #   audience  %s
                #   keys      %s
                #
                """.formatted(
                        issuer.issuer(),
                        issuer.audience(),
                        arguments
                                .secretVariable()
                                .map(variable -> "the secret in " + variable + ", " + arguments.algorithm())
                                .orElse(issuer.jwksUri() + ", " + arguments.algorithm()));
    }

    private String settings() {
        return arguments
                .secretVariable()
                .map(variable -> anyIssuer("jotguard.secret=${" + variable + "}", "secretEnv", variable))
                .orElseGet(() -> isDefaultAlgorithm()
                        ? betterAuthAndAnyIssuer()
                        : anyIssuer(
                                "jotguard.jwks-uri=" + issuer.jwksUri(),
                                "jwksUri",
                                issuer.jwksUri().toString()));
    }

    private boolean isDefaultAlgorithm() {
        return DEFAULT_ALGORITHMS.contains(arguments.algorithm());
    }

    /**
     * Returns settings for an issuer that Better Auth's settings do not fit: with another algorithm or a shared secret.
     */
    private String anyIssuer(String keysProperty, String keysParameter, String keysValue) {
        String algorithms = arguments.algorithm();
        boolean isDefault = isDefaultAlgorithm() || algorithms.equals("HS256");
        return """
                # Spring Boot, as properties, or each as an argument with -- before it:
                #   jotguard.issuer=%s
                #   %s
                #   jotguard.audience=%s
                %s#
                # web.xml:
                %s%s%s%s#
                """.formatted(
                        issuer.issuer(),
                        keysProperty,
                        issuer.audience(),
                        isDefault ? "" : "#   jotguard.algorithms=" + algorithms + "\n",
                        initParam("issuer").formatted(issuer.issuer()),
                        initParam(keysParameter).formatted(keysValue),
                        initParam("audience").formatted(issuer.audience()),
                        isDefault ? "" : initParam("algorithms").formatted(algorithms));
    }

    private String betterAuthAndAnyIssuer() {
        return """
                # Spring Boot, as properties, or each as an argument with -- before it:
                %s#
                # or, where the application does not go by Better Auth:
                #   jotguard.issuer=%s
                #   jotguard.jwks-uri=%s
                #   jotguard.audience=%s
                #
                # web.xml:
                %s#
                """.formatted(
                        betterAuth("#   jotguard.better-auth.origin=%s\n", "#   jotguard.audience=%s\n"),
                        issuer.issuer(),
                        issuer.jwksUri(),
                        issuer.audience(),
                        betterAuth(initParam("betterAuthOrigin"), initParam("audience")));
    }

    /**
     * Returns settings for Better Auth. The audience is the origin, as with Better Auth, unless another was requested.
     */
    private String betterAuth(String originLine, String audienceLine) {
        String origin = originLine.formatted(issuer.origin());
        return issuer.audience().equals(issuer.origin()) ? origin : origin + audienceLine.formatted(issuer.audience());
    }

    private static String initParam(String name) {
        return "#   <init-param><param-name>" + name + "</param-name><param-value>%s</param-value></init-param>\n";
    }

    private String tokens() {
        return """
                # Tokens to paste into a shell, sub %s: good for 8 hours, expired an hour ago, for another audience.
                GOOD=%s
                EXPIRED=%s
                OTHER_AUDIENCE=%s
                #
                # The first is accepted, the other two get 401:
                #   curl -i -H "Authorization: Bearer $GOOD" http://localhost:8080/
                """.formatted(
                        arguments.subject(),
                        token(t -> t.expiresIn(WORKING_DAY)),
                        token(t -> t.expiresIn(AN_HOUR_AGO)),
                        token(t -> t.expiresIn(WORKING_DAY).audience("not-" + issuer.audience())));
    }

    private String token(Consumer<TestToken> changes) {
        return issuer.token(token -> {
            arguments.claims().addTo(token.subject(arguments.subject()));
            changes.accept(token);
        });
    }
}
