package io.github.jotguard.example.cases;

import io.github.jotguard.example.database.ShellComment;
import io.github.jotguard.example.issuer.DemoIssuer;
import io.github.jotguard.example.issuer.Flaw;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The lines that the program prints when it is ready: its address and, with the demo issuer, commands. All of them can
 * be pasted into a shell.
 */
final class Welcome {

    private final String address;
    private final Surroundings surroundings;

    Welcome(ConfigurableApplicationContext context, Surroundings surroundings) {
        this.address = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
        this.surroundings = surroundings;
    }

    String text() {
        return ShellComment.of("""
                Cases API ready at %1$s
                  In a browser: %1$s/swagger-ui.html
                  Issuer:       %2$s%3$s
                  Database:     %4$s
                """.formatted(
                                address,
                                surroundings.frontendUrl(),
                                surroundings.demoIssuer().isPresent() ? ", a demo that stands in for Better Auth" : "",
                                surroundings.database()))
                + surroundings.demoIssuer().map(this::tryIt).orElse("")
                + ShellComment.of("""

                Ctrl-C ends it. Then nothing runs any more, and the cases are gone unless DATABASE_URL named their database.
                """);
    }

    private String tryIt(DemoIssuer issuer) {
        DemoUser ada = DemoUser.of(issuer, "Ada Lovelace", "ada@example.test");
        DemoUser grace = DemoUser.of(issuer, "Grace Hopper", "grace@example.test");
        return accepted(ada, grace) + rejected(issuer, ada) + renewed(ada, grace);
    }

    private String accepted(DemoUser ada, DemoUser grace) {
        return """

                # To paste in another terminal. First a token of Ada Lovelace and one of Grace Hopper, good for 15 minutes:

                API=%1$s
                ISSUER=%2$s
                ADA='%3$s'
                GRACE='%4$s'

                # Then a case, from its beginning to its end. The answers come with their headers.

                curl -siw '\\n' -H "Authorization: Bearer $ADA" $API/api/auth/me
                CASE=$(curl -s -H "Authorization: Bearer $ADA" -H 'Content-Type: application/json' \
                -d '{"name":"My first case","type":"FRAUD"}' $API/api/cases | sed 's/.*"id":"\\([^"]*\\)".*/\\1/')
                curl -siw '\\n' -H "Authorization: Bearer $ADA" "$API/api/cases?sort=name&order=asc"
                curl -siw '\\n' -H "Authorization: Bearer $ADA" $API/api/cases/$CASE
                curl -siw '\\n' -X PATCH -H "Authorization: Bearer $ADA" -H 'Content-Type: application/json' \
                -d '{"status":"READY"}' $API/api/cases/$CASE
                curl -siw '\\n' -H "Authorization: Bearer $GRACE" $API/api/cases/$CASE
                curl -siw '\\n' -X DELETE -H "Authorization: Bearer $ADA" $API/api/cases/$CASE
                """.formatted(address, surroundings.frontendUrl(), ada.token(), grace.token());
    }

    /** The changed token needs no variable: what one user may claim, under the signature of another's token. */
    private static String rejected(DemoIssuer issuer, DemoUser user) {
        return """

                # Rejected, and why: tokens that are wrong in one point each. Before each command the status and the code that it gets.

                EXPIRED='%1$s'
                OTHER_AUDIENCE='%2$s'
                OTHER_ISSUER='%3$s'
                OTHER_KEY='%4$s'

                # 401 expired
                curl -siw '\\n' -H "Authorization: Bearer $EXPIRED" $API/api/auth/me
                # 401 wrong_audience
                curl -siw '\\n' -H "Authorization: Bearer $OTHER_AUDIENCE" $API/api/auth/me
                # 401 wrong_issuer
                curl -siw '\\n' -H "Authorization: Bearer $OTHER_ISSUER" $API/api/auth/me
                # 401 unknown_key
                curl -siw '\\n' -H "Authorization: Bearer $OTHER_KEY" $API/api/auth/me
                # 401 bad_signature
                curl -siw '\\n' -H "Authorization: Bearer ${GRACE%%.*}.${ADA##*.}" $API/api/auth/me

                # Why a token is rejected, check by check: see cli/README.md
                """.formatted(
                        issuer.flawedTokenFor(user.id(), Flaw.EXPIRED),
                        issuer.flawedTokenFor(user.id(), Flaw.OTHER_AUDIENCE),
                        issuer.flawedTokenFor(user.id(), Flaw.OTHER_ISSUER),
                        issuer.flawedTokenFor(user.id(), Flaw.OTHER_KEY));
    }

    /** Empty if the users were there before: nobody knows their passwords. */
    private static String renewed(DemoUser ada, DemoUser grace) {
        if (ada.password().isEmpty() || grace.password().isEmpty()) {
            return "";
        }
        return """

                # New tokens later, as a browser gets them: sign in, keep the cookie of the session, ask for a JWT.

                new_token() { jar=$(mktemp); curl -s -o /dev/null -c "$jar" -H 'Content-Type: application/json' \
                -d "{\\"email\\":\\"$1\\",\\"password\\":\\"$2\\"}" $ISSUER/api/auth/sign-in/email; \
                curl -s -b "$jar" $ISSUER/api/auth/token | sed 's/.*"token":"\\([^"]*\\)".*/\\1/'; rm "$jar"; }
                ADA=$(new_token %1$s %2$s)
                GRACE=$(new_token %3$s %4$s)
                """.formatted(
                        ada.email(),
                        ada.password().orElseThrow(),
                        grace.email(),
                        grace.password().orElseThrow());
    }
}
