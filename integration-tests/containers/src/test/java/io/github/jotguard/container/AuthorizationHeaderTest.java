package io.github.jotguard.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.issuers.KnownIssuers;
import io.github.jotguard.servlet.BearerTokenFilter;
import io.github.jotguard.testing.TestIssuer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spellings of the header on the wire; TOKEN stands for a good token. */
class AuthorizationHeaderTest {

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;

    private static TestIssuer issuer;
    private static JwtVerifier verifier;
    private static Container container;

    @BeforeAll
    static void start() throws Exception {
        issuer = TestIssuer.start();
        verifier = JwtVerifier.trusting(KnownIssuers.betterAuth(issuer.origin()).build());
        BearerTokenFilter filter = BearerTokenFilter.builder(verifier).build();
        container = Container.ofThisRun().start(Application.behind(filter).page("/", Caller::write));
    }

    @AfterAll
    static void stop() {
        container.close();
        verifier.close();
        issuer.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer TOKEN",
                "authorization: Bearer TOKEN",
                "AUTHORIZATION: Bearer TOKEN",
                "Authorization:Bearer TOKEN",
                "Authorization:   Bearer TOKEN",
                "Authorization:\tBearer TOKEN",
                "Authorization: bearer TOKEN",
                "Authorization: BEARER TOKEN",
                "Authorization: bEaReR TOKEN",
                "Authorization: Bearer  TOKEN",
                "Authorization: Bearer     TOKEN",
                "Authorization: Bearer TOKEN ",
                "Authorization: Bearer TOKEN\t"
            })
    void takesATokenInEverySpellingOfTheStandard(String header) throws IOException {
        assertThat(statusOf(header)).isEqualTo(OK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer",
                "Authorization: Bearer ",
                "Authorization: Bearer,",
                "Authorization: Bearer\tTOKEN",
                "Authorization: Bearer TOKEN TOKEN",
                "Authorization: Bearer TOKEN,TOKEN",
                "Authorization: Bearer TOKEN, Bearer TOKEN",
                "Authorization: Bearer TOKEN;x",
                "Authorization: Bearer \"TOKEN\"",
                "Authorization: Bearer token=TOKEN",
                "Authorization: Bearer: TOKEN",
                "Authorization: Bearer TOKEN\u00e9",
                "Authorization: Bearer\u00a0TOKEN"
            })
    void answersAnySyntaxThatIsNotTheStandardsWith400(String header) throws IOException {
        assertThat(statusOf(header)).isEqualTo(BAD_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X: y",
                "Authorization: Basic dTpw",
                "Authorization: DPoP TOKEN",
                "Authorization: BearerTOKEN",
                "Authorization: Bearers TOKEN",
                "Authorization: TOKEN",
                "Authorization:",
                "Proxy-Authorization: Bearer TOKEN",
                "X-Authorization: Bearer TOKEN",
                "X-Access-Token: TOKEN",
                "Cookie: Authorization=TOKEN; access_token=TOKEN; token=TOKEN"
            })
    void findsNoCredentialsElsewhere(String header) throws IOException {
        RawHttp.Answer answer = send("/", header);

        assertThat(answer.status()).isEqualTo(UNAUTHORIZED);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"api\"");
    }

    /** Containers differ in what they reject themselves; what none may do is to make a token of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization : Bearer TOKEN",
                "X: y\r\n Authorization: Bearer TOKEN",
                "Authorization: Bearer TO\u0000KEN",
                "Authorization: Bearer \u0000TOKEN",
                "Authorization\u0000: Bearer TOKEN"
            })
    void makesNoTokenOfABrokenHeader(String header) throws IOException {
        RawHttp.Answer answer = send("/", header);

        assertThat(answer.header("X-Reached")).as(answer.head()).isEmpty();
    }

    @Test
    void answersTwoHeadersWith400WhicheverIsGood() throws IOException {
        String good = "Authorization: Bearer TOKEN";
        for (String other : List.of(
                good, "Authorization: Bearer x", "Authorization: Basic dTpw", "authorization: x", "Authorization:")) {
            assertThat(statusOf(good, other)).as(other).isEqualTo(BAD_REQUEST);
            assertThat(statusOf(other, good)).as(other).isEqualTo(BAD_REQUEST);
            assertThat(statusOf(other, "X: y", good)).as(other).isEqualTo(BAD_REQUEST);
        }
    }

    @Test
    void findsNoTokenInTheQuery() throws IOException {
        assertThat(send("/?access_token=TOKEN").status()).isEqualTo(UNAUTHORIZED);
    }

    @Test
    void echoesNothingOfWhatWasSent() throws IOException {
        for (String header : List.of(
                "Authorization: Bearer marked", "Authorization: Bearer marked marked", "Authorization: marked")) {
            RawHttp.Answer answer = send("/marked?marked=marked", header, "X-Marked: marked", "Origin: marked");

            assertThat(answer.head() + answer.body()).doesNotContain("marked");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        }
    }

    private static int statusOf(String... headers) throws IOException {
        return send("/", headers).status();
    }

    private static RawHttp.Answer send(String target, String... headers) throws IOException {
        String token = issuer.token();
        String[] lines = new String[headers.length];
        for (int i = 0; i < headers.length; i++) {
            lines[i] = headers[i]
                    .replace("TOKEN", token)
                    .replace("TO\u0000KEN", token.substring(0, 5) + "\u0000" + token.substring(5));
        }
        return RawHttp.send(container.port(), "GET", target.replace("TOKEN", token), lines);
    }
}
