package io.github.jotguard.example.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jotguard.example.issuer.Browser.Reply;
import java.time.Instant;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The life of a user over HTTP, on a real PostgreSQL. */
class DemoIssuerTest {

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
    void signsUpAndInAndOut() {
        Reply up = ada.signUp("Ada Lovelace", "Ada@Example.test", PASSWORD);
        assertThat(up.status()).isEqualTo(200);
        assertThat(up.string("token")).matches("[A-Za-z0-9]{32}");
        assertThat(ada.get("/token").status()).isEqualTo(200);

        Reply out = ada.signOut();
        assertThat(out.status()).isEqualTo(200);
        assertThat(out.text()).isEqualTo("{\"success\":true}");
        assertThat(ada.cookie("better-auth.session_token")).isEmpty();
        assertThat(ada.get("/token").status()).isEqualTo(401);

        Reply in = ada.signIn("ADA@example.test", PASSWORD);
        assertThat(in.status()).isEqualTo(200);
        assertThat(in.json().get("redirect").booleanValue()).isFalse();
        assertThat(in.string("token")).isNotEqualTo(up.string("token"));
        assertThat(in.json().get("user")).isEqualTo(up.json().get("user"));
        assertThat(ada.get("/token").status()).isEqualTo(200);
    }

    @Test
    void showsTheUserAsBetterAuthDoes() {
        JsonNode user =
                ada.signUp("Ada Lovelace", "Ada@Example.test", PASSWORD).json().get("user");

        String id = user.get("id").stringValue();
        assertThat(id).matches("[A-Za-z0-9]{32}");
        assertThat(user.toString())
                .isEqualTo("{\"name\":\"Ada Lovelace\",\"email\":\"ada@example.test\",\"emailVerified\":false,"
                        + "\"image\":null,\"createdAt\":\"2026-11-21T07:15:59.432Z\","
                        + "\"updatedAt\":\"2026-11-21T07:15:59.432Z\",\"id\":\"" + id + "\"}");
    }

    @Test
    void issuesTokensThatTheJdkVerifiesWithThePublishedKeys() throws Exception {
        String id = ada.signUp("Ada", "ada@example.test", PASSWORD)
                .json()
                .get("user")
                .get("id")
                .stringValue();

        Reply reply = ada.get("/token");
        String token = reply.string("token");

        assertThat(reply.json().size()).isEqualTo(1);
        assertThat(reply.header("Cache-Control")).isEmpty();
        String kid = Jwts.header(token).get("kid").stringValue();
        assertThat(Jwts.header(token).toString()).isEqualTo("{\"alg\":\"EdDSA\",\"kid\":\"" + kid + "\"}");
        assertThat(Jwts.claims(token).toString())
                .isEqualTo(
                        "{\"iat\":1795245359,\"name\":\"Ada\",\"email\":\"ada@example.test\",\"emailVerified\":false,"
                                + "\"image\":null,\"createdAt\":\"2026-11-21T07:15:59.432Z\","
                                + "\"updatedAt\":\"2026-11-21T07:15:59.432Z\",\"id\":\"" + id + "\",\"sub\":\"" + id
                                + "\",\"exp\":1795246259,\"iss\":\"" + issuer.origin() + "\",\"aud\":\""
                                + issuer.origin()
                                + "\"}");
        assertThat(Jwts.verifies(token, ada.get("/jwks").json())).isTrue();
        String forged = token.substring(0, token.indexOf('.'))
                + issuer.tokenFor(issuer.createUser("Eve", "eve@example.test", PASSWORD))
                        .replaceFirst("^[^.]*(\\.[^.]*)\\..*", "$1")
                + token.substring(token.lastIndexOf('.'));
        assertThat(Jwts.verifies(forged, ada.get("/jwks").json())).isFalse();
    }

    @Test
    void tellsWhoseSessionItIsAndHandsOutATokenWithIt() throws Exception {
        Reply up = ada.signUp("Ada", "ada@example.test", PASSWORD);

        Reply reply = ada.get("/get-session", "User-Agent", "a browser");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Cache-Control")).contains("no-store");
        assertThat(Jwts.verifies(
                        reply.header("set-auth-jwt").orElseThrow(),
                        ada.get("/jwks").json()))
                .isTrue();
        assertThat(reply.json().get("user")).isEqualTo(up.json().get("user"));
        JsonNode session = reply.json().get("session");
        assertThat(session.propertyNames())
                .containsExactly(
                        "expiresAt", "token", "createdAt", "updatedAt", "ipAddress", "userAgent", "userId", "id");
        assertThat(session.get("token")).isEqualTo(up.json().get("token"));
        assertThat(session.get("expiresAt").stringValue()).isEqualTo("2026-11-28T07:15:59.432Z");
    }

    @Test
    void answersNullWhenThereIsNoSession() {
        Reply reply = ada.get("/get-session");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo("null");
        assertThat(reply.header("Content-Type")).contains("application/json");
        assertThat(reply.header("set-auth-jwt")).isEmpty();
    }

    @Test
    void keepsTwoUsersApart() {
        Browser grace = new Browser(issuer);
        String adasId = ada.signUp("Ada", "ada@example.test", PASSWORD)
                .json()
                .get("user")
                .get("id")
                .stringValue();
        String gracesId = grace.signUp("Grace", "grace@example.test", "another password")
                .json()
                .get("user")
                .get("id")
                .stringValue();

        assertThat(Jwts.claims(ada.get("/token").string("token")).get("sub").stringValue())
                .isEqualTo(adasId);
        assertThat(Jwts.claims(grace.get("/token").string("token")).get("sub").stringValue())
                .isEqualTo(gracesId);
        assertThat(new Browser(issuer)
                        .signIn("ada@example.test", "another password")
                        .status())
                .isEqualTo(401);
        ada.signOut();
        assertThat(grace.get("/token").status()).isEqualTo(200);
    }

    @Test
    void storesAHashOfThePasswordAndNothingElseOfIt() throws Exception {
        ada.signUp("Ada", "ada@example.test", PASSWORD);

        assertThat(TestDatabase.strings("select password from account where \"providerId\" = 'credential'"
                        + " and \"accountId\" = \"userId\""))
                .singleElement()
                .asString()
                .startsWith("pbkdf2-sha256:600000:")
                .doesNotContain(PASSWORD);
    }

    @Test
    void ignoresFieldsThatNobodyMaySet() throws Exception {
        Reply up = ada.post(
                "/sign-up/email",
                "{\"name\":\"Ada\",\"email\":\"ada@example.test\",\"password\":\"" + PASSWORD
                        + "\",\"emailVerified\":true,\"id\":\"chosen\",\"role\":\"admin\",\"createdAt\":\"1970\"}");

        assertThat(up.status()).isEqualTo(200);
        assertThat(TestDatabase.strings("select id from \"user\" where \"emailVerified\" or id = 'chosen'"))
                .isEmpty();
    }

    @Test
    void servesThoseWhoEmbedIt() throws Exception {
        String id = issuer.createUser("Ada", "Ada@example.test", PASSWORD);

        String token = issuer.tokenFor(id);

        assertThat(issuer.findUser("ADA@example.test")).contains(id);
        assertThat(issuer.findUser("nobody@example.test")).isEmpty();
        assertThat(Jwts.claims(token).get("sub").stringValue()).isEqualTo(id);
        assertThat(Jwts.verifies(token, ada.get("/jwks").json())).isTrue();
        assertThat(ada.signIn("ada@example.test", PASSWORD).status()).isEqualTo(200);
        assertThatThrownBy(() -> issuer.tokenFor("' OR 1=1 --")).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> issuer.createUser("Ada", "ada@example.test", PASSWORD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("User already exists. Use another email.");
    }
}
