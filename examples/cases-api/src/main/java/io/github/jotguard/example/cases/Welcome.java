package io.github.jotguard.example.cases;

import io.github.jotguard.example.issuer.DemoIssuer;
import org.springframework.context.ConfigurableApplicationContext;

/** What the program prints when it is ready: where it is and, with the demo issuer, lines to paste into a shell. */
final class Welcome {

    private final String address;
    private final Surroundings surroundings;

    Welcome(ConfigurableApplicationContext context, Surroundings surroundings) {
        this.address = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
        this.surroundings = surroundings;
    }

    String text() {
        return """
                Cases API ready at %1$s
                  Tokens:   of %2$s
                  Database: %3$s
                  API docs: %1$s/swagger-ui.html
                """.formatted(address, surroundings.frontendUrl(), surroundings.database())
                + surroundings.demoIssuer().map(this::tryIt).orElse("");
    }

    private String tryIt(DemoIssuer issuer) {
        DemoUser ada = DemoUser.of(issuer, "Ada Lovelace", "ada@example.test");
        DemoUser grace = DemoUser.of(issuer, "Grace Hopper", "grace@example.test");
        return """

                FRONTEND_URL is not set, so a demo issuer stands in for Better Auth, on this machine only.
                A token of %1$s, good for 15 minutes:

                %2$s

                Paste any of these lines:

                curl -i -H 'Authorization: Bearer %2$s' %3$s/api/auth/me
                curl -i -H 'Authorization: Bearer %2$s' -H 'Content-Type: application/json' \
                -d '{"name":"My first case","type":"FRAUD"}' %3$s/api/cases
                curl -i -H 'Authorization: Bearer %2$s' '%3$s/api/cases?sort=name&order=asc'

                A token of %4$s, who sees none of the cases of %1$s:

                %5$s

                curl -i -H 'Authorization: Bearer %5$s' %3$s/api/cases
                """.formatted(ada, ada.token(), address, grace, grace.token()) + newToken(issuer, ada);
    }

    private static String newToken(DemoIssuer issuer, DemoUser user) {
        return user.password()
                .map(password -> """

                        A new token of %1$s later:

                        curl -s -c jar -H 'Content-Type: application/json' \
                        -d '{"email":"%2$s","password":"%3$s"}' %4$s/api/auth/sign-in/email && curl -s -b jar %4$s/api/auth/token
                        """.formatted(user, user.email(), password, issuer.origin()))
                .orElse("");
    }
}
