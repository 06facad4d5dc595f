package io.github.jotguard.example.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.issuer.Browser.Reply;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are too long or no JSON, and strings that want to be SQL or markup. */
class HostileInputTest {

    private static final String PASSWORD = "correct horse";
    private static final String SIGN_UP = "/sign-up/email";
    private static final String SIGN_IN = "/sign-in/email";

    private static DemoIssuer issuer;

    private final Browser browser = new Browser(issuer);

    @BeforeAll
    static void start() throws SQLException {
        issuer = DemoIssuer.start(TestDatabase.emptied().dataSource(), DemoIssuerOptions.defaults());
        issuer.createUser("Taken", "taken@example.test", PASSWORD);
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    @Test
    void takesABodyOf64KiBAndRejectsOneByteMore() {
        assertThat(browser.post(SIGN_IN, padded(64 * 1024)).status()).isEqualTo(401);

        Reply reply = browser.post(SIGN_IN, padded(64 * 1024 + 1));
        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.string("code")).isEqualTo("PAYLOAD_TOO_LARGE");
    }

    @Test
    void answersTenMegabytesInsteadOfHangingUp() {
        assertThat(browser.post(SIGN_UP, "x".repeat(10_000_000)).status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/json-patch+json"})
    void takesNoBodyThatIsNotDeclaredAsJson(String type) {
        Reply reply = browser.post(SIGN_IN, signIn("taken@example.test", PASSWORD), "Content-Type", type);

        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.string("code")).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' OR 1=1 --",
                "'; drop table \"user\"; --",
                "\\'; select pg_sleep(9); --",
                "<script>alert(1)</script>",
                "$1 ? {0} %s ${x}",
                "Zoë 😀 \u202e"
            })
    void storesEveryNameAsItIs(String name) throws Exception {
        String email = "u" + Integer.toHexString(name.hashCode()) + "@example.test";

        assertThat(browser.signUp(name, email, PASSWORD).status()).isEqualTo(200);

        assertThat(browser.get("/get-session").json().get("user").get("name").stringValue())
                .isEqualTo(name);
        assertThat(Jwts.claims(browser.get("/token").string("token"))
                        .get("name")
                        .stringValue())
                .isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"' OR 1=1 --", "x' or 'x'='x", "%00", "a.b", ".", "%27%20OR%201%3D1%20--.x"})
    void findsNoSessionForAnInjection(String token) {
        assertThat(browser.get("/token", "Authorization", "Bearer " + token).status())
                .isEqualTo(401);
        browser.setCookie("better-auth.session_token", token.replace(" ", "+"));
        assertThat(browser.get("/token").status()).isEqualTo(401);
    }

    private static String signIn(String email, String password) {
        return Browser.json("email", email, "password", password);
    }

    private static String padded(int length) {
        String body = signIn("padded@example.test", PASSWORD);
        return body + " ".repeat(length - body.length());
    }
}
