package io.github.jotguard.example.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.issuer.Browser.Reply;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The transport of a session, and its end. */
class SessionTest {

    private static final String PASSWORD = "correct horse";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-21T07:15:59.432Z"));
    private DemoIssuer issuer;
    private Browser ada;

    @BeforeEach
    void start() throws Exception {
        issuer = DemoIssuer.start(
                TestDatabase.emptied().dataSource(),
                DemoIssuerOptions.defaults().withClock(clock).withSecret("a secret of no less than 32 bytes"));
        ada = new Browser(issuer);
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void endsASessionSevenDaysAfterSignIn() {
        ada.signUp("Ada", "ada@example.test", PASSWORD);

        clock.advance(Duration.ofDays(7).minusMillis(1));
        assertThat(ada.get("/token").status()).isEqualTo(200);
        clock.advance(Duration.ofMillis(1));
        assertThat(ada.get("/token").status()).isEqualTo(401);
        assertThat(ada.get("/get-session").text()).isEqualTo("null");
    }

    @Test
    void setsASignedCookieThatScriptsCannotRead() {
        Reply up = ada.signUp("Ada", "ada@example.test", PASSWORD);

        String signed = new SessionCookie(Secret.of("a secret of no less than 32 bytes")).signed(up.string("token"));
        assertThat(up.headers("Set-Cookie"))
                .containsExactly(
                        "better-auth.session_token=" + signed + "; Max-Age=604800; Path=/; HttpOnly; SameSite=Lax");
        assertThat(up.header("set-auth-token")).contains(signed);
        assertThat(signed).matches("[A-Za-z0-9]{32}\\.[A-Za-z0-9%]{43,}%3D");
        assertThat(ada.signOut().headers("Set-Cookie"))
                .contains("better-auth.session_token=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax");
    }

    @Test
    void forgetsWhoDoesNotWantToBeRemembered() {
        issuer.createUser("Ada", "ada@example.test", PASSWORD);

        Reply in = ada.post(
                "/sign-in/email",
                "{\"email\":\"ada@example.test\",\"password\":\"" + PASSWORD + "\",\"rememberMe\":false}");

        assertThat(in.headers("Set-Cookie"))
                .hasSize(2)
                .allMatch(cookie -> cookie.endsWith("; Path=/; HttpOnly; SameSite=Lax") && !cookie.contains("Max-Age"))
                .anyMatch(cookie -> cookie.startsWith("better-auth.dont_remember="));
        clock.advance(Duration.ofDays(1));
        assertThat(ada.get("/token").status()).isEqualTo(401);
    }

    @Test
    void takesTheSessionTokenAsABearerTokenBareOrSigned() {
        Reply up = ada.signUp("Ada", "ada@example.test", PASSWORD);
        Browser api = new Browser(issuer);
        String signed = up.header("set-auth-token").orElseThrow();
        String decoded = URLDecoder.decode(signed, StandardCharsets.UTF_8);

        assertThat(api.get("/token", "Authorization", "Bearer " + up.string("token"))
                        .status())
                .isEqualTo(200);
        assertThat(api.get("/token", "Authorization", "bearer " + signed).status())
                .isEqualTo(200);
        assertThat(api.get("/token", "Authorization", "Bearer " + decoded).status())
                .isEqualTo(200);
        assertThat(api.get("/token", "Authorization", "Bearer x" + signed).status())
                .isEqualTo(401);
        assertThat(api.get("/token", "Authorization", "Bearer " + signed + "x").status())
                .isEqualTo(401);
        assertThat(api.get("/token", "Authorization", "Basic " + up.string("token"))
                        .status())
                .isEqualTo(401);
        assertThat(ada.get("/token", "Authorization", "Bearer " + signed + "x").status())
                .isEqualTo(200);
    }

    @Test
    void takesNoJwtForASession() {
        ada.signUp("Ada", "ada@example.test", PASSWORD);
        String jwt = ada.get("/token").string("token");

        Reply reply = new Browser(issuer).get("/get-session", "Authorization", "Bearer " + jwt);

        assertThat(reply.text()).isEqualTo("null");
    }

    @Test
    void rejectsACookieThatItDidNotSign() {
        String token = ada.signUp("Ada", "ada@example.test", PASSWORD).string("token");
        String foreign = new SessionCookie(Secret.of("another secret of at least 32 bytes")).signed(token);
        for (String value : new String[] {token, token + ".", foreign, "%", "%zz.x", "." + foreign, ""}) {
            Browser mallory = new Browser(issuer);
            mallory.setCookie("better-auth.session_token", value);
            assertThat(mallory.get("/token").status()).as(value).isEqualTo(401);
        }
    }

    @Test
    void endsTheSessionsOfAUserWhoIsDeleted() throws Exception {
        ada.signUp("Ada", "ada@example.test", PASSWORD);

        TestDatabase.execute("delete from \"user\"");

        assertThat(ada.get("/token").status()).isEqualTo(401);
        assertThat(ada.get("/get-session").text()).isEqualTo("null");
    }
}
