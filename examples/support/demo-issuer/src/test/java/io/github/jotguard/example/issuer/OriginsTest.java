package io.github.jotguard.example.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.issuer.Browser.Reply;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which web pages may call the issuer. */
class OriginsTest {

    private static final String TRUSTED = "http://localhost:5173";

    private static DemoIssuer issuer;

    private Browser browser;

    @BeforeAll
    static void start() throws SQLException {
        issuer = DemoIssuer.start(
                TestDatabase.emptied().dataSource(),
                DemoIssuerOptions.defaults().withTrustedOrigins(Set.of(TRUSTED)));
        issuer.createUser("Ada", "ada@example.test", "correct horse");
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    @BeforeEach
    void signIn() {
        browser = new Browser(issuer);
        browser.signIn("ada@example.test", "correct horse");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://localhost:5174",
                "https://localhost:5173",
                "http://localhost:5173.evil.example",
                "http://localhost",
                "HTTP://LOCALHOST:5173",
                "http://localhost:5173/"
            })
    void rejectsForeignPages(String origin) {
        Reply reply = browser.post("/sign-out", "{}", "Origin", origin);

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.text()).isEqualTo("{\"message\":\"Invalid origin\",\"code\":\"INVALID_ORIGIN\"}");
        assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(browser.get("/token").status()).isEqualTo(200);
    }

    @Test
    void rejectsForeignPagesWithoutACookieToo() {
        String body = Browser.json("email", "ada@example.test", "password", "correct horse");

        assertThat(new Browser(issuer)
                        .post("/sign-in/email", body, "Origin", "https://evil.example")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void rejectsACookieThatComesWithoutAnOrigin() {
        for (Reply reply :
                new Reply[] {browser.post("/sign-out", "{}"), browser.post("/sign-out", "{}", "Origin", "null")}) {
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.text())
                    .isEqualTo("{\"message\":\"Missing or null Origin\",\"code\":\"MISSING_OR_NULL_ORIGIN\"}");
        }
    }

    @Test
    void takesTheRefererWhenThereIsNoOrigin() {
        assertThat(browser.post("/sign-out", "{}", "Referer", "https://evil.example/?" + TRUSTED)
                        .status())
                .isEqualTo(403);
        assertThat(browser.post("/sign-out", "{}", "Referer", "not a URL").status())
                .isEqualTo(403);
        assertThat(browser.post("/sign-out", "{}", "Referer", TRUSTED + "/page").status())
                .isEqualTo(200);
    }

    @Test
    void letsATrustedPageReadAnswersWithCredentials() {
        Reply reply = browser.get("/get-session", "Origin", TRUSTED);

        assertThat(reply.header("Access-Control-Allow-Origin")).contains(TRUSTED);
        assertThat(reply.header("Access-Control-Allow-Credentials")).contains("true");
        assertThat(reply.header("Access-Control-Expose-Headers")).contains("set-auth-token, set-auth-jwt");
        assertThat(reply.header("Vary")).contains("Origin");
        assertThat(browser.post("/sign-out", "{}", "Origin", TRUSTED).status()).isEqualTo(200);
    }

    @Test
    void letsATrustedPageReadErrorsToo() {
        Reply reply = new Browser(issuer).get("/token", "Origin", TRUSTED);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("Access-Control-Allow-Origin")).contains(TRUSTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "*"})
    void letsNoForeignPageReadAnswers(String origin) {
        Reply reply = browser.get("/get-session", "Origin", origin);

        assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(reply.header("Access-Control-Allow-Credentials")).isEmpty();
    }

    @Test
    void answersThePreflightOfATrustedPageOnly() {
        Reply trusted = browser.send("OPTIONS", "/sign-in/email", null, "Origin", TRUSTED);
        assertThat(trusted.status()).isEqualTo(204);
        assertThat(trusted.header("Access-Control-Allow-Origin")).contains(TRUSTED);
        assertThat(trusted.header("Access-Control-Allow-Credentials")).contains("true");
        assertThat(trusted.header("Access-Control-Allow-Methods")).contains("GET, POST, OPTIONS");
        assertThat(trusted.header("Access-Control-Allow-Headers")).contains("content-type, authorization");

        Reply foreign = browser.send("OPTIONS", "/sign-in/email", null, "Origin", "https://evil.example");
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(foreign.header("Access-Control-Allow-Methods")).isEmpty();
    }
}
