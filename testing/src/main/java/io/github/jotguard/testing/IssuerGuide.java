package io.github.jotguard.testing;

import java.time.Duration;

/** What a person needs to call an application with tokens of an issuer: a shell script that is all comments but for the tokens. */
final class IssuerGuide {
    private static final Duration WORKING_DAY = Duration.ofHours(8);
    // longer ago than clocks may differ
    private static final Duration AN_HOUR_AGO = Duration.ofHours(-1);

    private final TestIssuer issuer;
    private final String subject;

    IssuerGuide(TestIssuer issuer, String subject) {
        this.issuer = issuer;
        this.subject = subject;
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
                """.formatted(issuer.issuer(), issuer.audience(), issuer.jwksUri());
    }

    private String settings() {
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

    /** The audience is that of Better Auth, the origin, unless another was asked for. */
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
                subject,
                issuer.token(t -> t.subject(subject).expiresIn(WORKING_DAY)),
                issuer.token(t -> t.subject(subject).expiresIn(AN_HOUR_AGO)),
                issuer.token(t -> t.subject(subject).expiresIn(WORKING_DAY).audience("not-" + issuer.audience())));
    }
}
