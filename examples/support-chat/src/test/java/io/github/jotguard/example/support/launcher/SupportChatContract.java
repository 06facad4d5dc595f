package io.github.jotguard.example.support.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.jotguard.example.client.Client;
import io.github.jotguard.example.client.Client.Reply;
import io.github.jotguard.example.support.launcher.World.Person;
import io.github.jotguard.testing.TestKey;
import io.github.jotguard.testing.TestToken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules for the WAR in every container. */
abstract class SupportChatContract {

    private static final String CHAT = "/support/chatkit";

    /** The address of the container, which runs the WAR with {@link World#settings()}. */
    abstract String address();

    @Test
    void storesTheConversationUnderTheUserOfTheEmail() {
        Person person = World.newPerson();

        Reply posted = client(person).post(CHAT, "{\"message\":\"My order has not arrived\"}");

        assertThat(posted.status()).isEqualTo(200);
        assertThat(posted.header("Content-Type")).contains("application/json");
        assertThat(posted.json().propertyNames()).containsExactly("userId", "messages");
        assertThat(posted.at("/userId")).isEqualTo(person.id());
        assertThat(posted.json().at("/messages").size()).isEqualTo(2);
        assertThat(posted.json().at("/messages/0").propertyNames()).containsExactly("role", "text", "createdAt");
        assertThat(posted.at("/messages/0/role")).isEqualTo("user");
        assertThat(posted.at("/messages/0/text")).isEqualTo("My order has not arrived");
        assertThat(Instant.parse(posted.at("/messages/0/createdAt")))
                .isBefore(Instant.now().plusSeconds(60));
        assertThat(posted.at("/messages/1/role")).isEqualTo("assistant");
        assertThat(posted.at("/messages/1/text")).startsWith("[Canned reply] Your message of 24 characters");

        assertThat(client(person).get(CHAT).json()).isEqualTo(posted.json());
        assertThat(World.strings(
                        "select text from support_chat.messages where user_id = ? and role = 'user'", person.id()))
                .containsExactly("My order has not arrived");
    }

    @Test
    void answersAnEmptyConversationToWhoHasSaidNothing() {
        Person person = World.newPerson();

        assertThat(client(person).get(CHAT).text()).isEqualTo("{\"userId\":\"" + person.id() + "\",\"messages\":[]}");
    }

    @Test
    void showsTheLatestMessagesOnly() {
        Person person = World.newPerson();
        client(person).get(CHAT);
        World.strings(
                "insert into support_chat.messages (user_id, role, text) select ?, 'user', 'm' || n"
                        + " from generate_series(1, 200) n",
                person.id());

        Reply posted = client(person).post(CHAT, "{\"message\":\"the last\"}");

        assertThat(posted.json().at("/messages").size()).isEqualTo(200);
        assertThat(posted.at("/messages/0/text")).isEqualTo("m3");
        assertThat(posted.at("/messages/198/text")).isEqualTo("the last");
    }

    @Test
    void keepsTheConversationsOfTwoUsersApart() {
        Person ada = World.newPerson();
        Person bob = World.newPerson();
        client(ada).post(CHAT, "{\"message\":\"Ada's secret\"}");

        Reply bobs = client(bob)
                .post(
                        CHAT,
                        "{\"message\":\"hello\",\"userId\":\"%1$s\",\"user_id\":\"%1$s\",\"email\":\"%2$s\",\"role\":\"assistant\"}"
                                .formatted(ada.id(), ada.email()));

        assertThat(bobs.at("/userId")).isEqualTo(bob.id());
        assertThat(bobs.at("/messages/0/role")).isEqualTo("user");
        assertThat(bobs.text()).doesNotContain("secret").doesNotContain(ada.id());
        assertThat(client(bob)
                        .get(CHAT + "?userId=" + ada.id() + "&email=" + ada.email())
                        .text())
                .isEqualTo(bobs.text());
        assertThat(client(ada).get(CHAT).json().at("/messages").size()).isEqualTo(2);
        assertThat(client(ada).get(CHAT).text()).doesNotContain("hello");
    }

    @Test
    void findsTheUserWhateverTheCaseOfTheEmail() {
        Person person = World.newPerson();
        String token = World.ISSUER.token(
                t -> t.subject(person.id()).email(person.email().toUpperCase(Locale.ROOT)));

        assertThat(Client.of(address()).with(token).get(CHAT).at("/userId")).isEqualTo(person.id());
    }

    static Stream<Arguments> badTokens() {
        Person person = World.newPerson();
        return Stream.of(
                argumentSet("no token at all", "malformed", "garbage"),
                argumentSet("expired", "expired", token(person, t -> t.expiresIn(Duration.ofMinutes(-5)))),
                argumentSet("signed by somebody else", "bad_signature", token(person, t -> t.signedWith(
                                TestKey.generate("EdDSA"))
                        .keyId(World.ISSUER.keyId()))),
                argumentSet("of another issuer", "wrong_issuer", token(person, t -> t.issuer("https://evil.example"))),
                argumentSet(
                        "for another audience",
                        "wrong_audience",
                        token(person, t -> t.audience("https://other.example"))),
                argumentSet(
                        "of Better Auth's session cache",
                        "wrong_type",
                        token(person, t -> t.type("better-auth.session-cache+jwt"))),
                argumentSet("without email", "missing_claim", token(person, t -> t.withoutClaim("email"))),
                argumentSet("without sub", "missing_claim", token(person, t -> t.withoutClaim("sub"))));
    }

    private static String token(Person person, Consumer<TestToken> changes) {
        return World.ISSUER.token(t -> {
            t.subject(person.id()).email(person.email());
            changes.accept(t);
        });
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void rejectsBadTokens(String code, String token) {
        for (Reply rejected : List.of(
                Client.of(address()).with(token).get(CHAT),
                Client.of(address()).with(token).post(CHAT, "{\"message\":\"x\"}"))) {
            assertThat(rejected.status()).isEqualTo(401);
            assertThat(rejected.at("/code")).isEqualTo(code);
            assertThat(rejected.header("WWW-Authenticate").orElseThrow())
                    .startsWith("Bearer realm=\"support\", error=\"invalid_token\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CHAT, "/", "/no/such/path", "/problem", "/support/chatkit/", "/SUPPORT/CHATKIT"})
    void asksForATokenOnEveryPath(String path) {
        for (String method : List.of("GET", "POST", "PUT", "DELETE", "OPTIONS", "MADEUP")) {
            Reply rejected = Client.of(address()).send(method, path, new byte[0]);
            assertThat(rejected.status()).isEqualTo(401);
            assertThat(rejected.at("/code")).isEqualTo("missing_token");
            assertThat(rejected.header("WWW-Authenticate")).contains("Bearer realm=\"support\"");
        }
    }

    @Test
    void saysThatThereIsNoUserWithTheEmail() {
        for (String email : List.of("nobody@example.test", "' OR 1=1 --", "%", "", "a\0b@example.test")) {
            Client stranger = Client.of(address())
                    .with(World.ISSUER.token(t -> t.subject("stranger").email(email)));
            assertNotFound(stranger.get(CHAT), "User not found");
            assertNotFound(stranger.post(CHAT, "{\"message\":\"x\"}"), "User not found");
        }
    }

    @Test
    void saysThatThereIsNoActiveSession() {
        Person person = World.newPersonWithoutSession();
        World.newPerson(); // somebody else's session is none
        assertNotFound(client(person).get(CHAT), "No active session");

        World.addSession(person, "-1 second");
        assertNotFound(client(person).get(CHAT), "No active session");
        assertNotFound(client(person).post(CHAT, "{\"message\":\"x\"}"), "No active session");
        assertThat(World.strings("select text from support_chat.messages where user_id = ?", person.id()))
                .isEmpty();

        World.addSession(person, "1 hour");
        assertThat(client(person).get(CHAT).status()).isEqualTo(200);
    }

    @Test
    void forgetsAUserWhoIsDeletedWhileTheTokenLives() {
        Person person = World.newPerson();
        assertThat(client(person).post(CHAT, "{\"message\":\"x\"}").status()).isEqualTo(200);

        World.strings("delete from \"user\" where id = ?", person.id());

        assertNotFound(client(person).get(CHAT), "User not found");
        assertThat(World.strings("select text from support_chat.messages where user_id = ?", person.id()))
                .isEmpty();
    }

    private static void assertNotFound(Reply reply, String detail) {
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.header("Content-Type")).contains("application/problem+json");
        assertThat(reply.at("/detail")).isEqualTo(detail);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"message\":null}",
                "{\"message\":7}",
                "{\"message\":[\"x\"]}",
                "{\"message\":\"\"}",
                "{\"message\":\" \\n\"}",
                "{\"message\":\"a\\u0000b\"}",
                "{\"message\":\"a\\ud800\"}",
                "{\"text\":\"x\"}"
            })
    void namesTheFieldThatIsWrong(String body) {
        Reply rejected = client(World.newPerson()).post(CHAT, body);

        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.header("Content-Type")).contains("application/problem+json");
        assertThat(rejected.at("/errors/0/field")).isEqualTo("message");
    }

    @Test
    void takesMessagesOfOneTo4000Characters() {
        Client client = client(World.newPerson());

        assertThat(client.post(CHAT, "{\"message\":\"x\"}").status()).isEqualTo(200);
        assertThat(client.post(CHAT, "{\"message\":\"" + "ü".repeat(4_000) + "\"}")
                        .status())
                .isEqualTo(200);
        assertThat(client.post(CHAT, "{\"message\":\"" + "\\ud83d\\ude00".repeat(4_000) + "\"}")
                        .status())
                .isEqualTo(200);
        assertThat(client.post(CHAT, "{\"message\":\"" + "x".repeat(4_001) + "\"}")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "message=x",
                "[]",
                "{\"message\":\"x\"",
                "{\"message\":\"x\",\"message\":\"y\"}",
                "{\"message\":\"x\"} 1"
            })
    void rejectsWhatIsNotOneJsonObject(String body) {
        Reply rejected = client(World.newPerson()).post(CHAT, body);

        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.at("/code")).isEqualTo("malformed_json");
    }

    @Test
    void rejectsOtherTypesAndLongBodies() {
        Client client = client(World.newPerson());
        byte[] message = "{\"message\":\"x\"}".getBytes(StandardCharsets.UTF_8);
        byte[] longest = Arrays.copyOf(message, 65_536);
        Arrays.fill(longest, message.length, longest.length, (byte) ' ');

        assertThat(client.send("POST", CHAT, message, "Content-Type", "text/plain")
                        .status())
                .isEqualTo(415);
        assertThat(client.send("POST", CHAT, longest, "Content-Type", "application/json")
                        .status())
                .isEqualTo(200);
        byte[] tooLong = Arrays.copyOf(longest, 65_537);
        assertThat(client.send("POST", CHAT, tooLong, "Content-Type", "application/json")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void storesInjectionsAndMarkupAsTheTextTheyAre() {
        Client client = client(World.newPerson());
        String text = "'); drop table support_chat.messages; -- <script>alert(1)</script> ${jndi:ldap://x}";

        assertThat(client.post(CHAT, "{\"message\":\"" + text + "\"}").at("/messages/0/text"))
                .isEqualTo(text);
        assertThat(client.get(CHAT).at("/messages/0/text")).isEqualTo(text);
    }

    @Test
    void knowsTwoMethodsOfOnePath() {
        Client client = client(World.newPerson());

        for (String method : List.of("PUT", "PATCH", "DELETE", "MADEUP")) {
            Reply rejected = client.send(method, CHAT, new byte[0]);
            assertThat(rejected.status()).isEqualTo(405);
            assertThat(rejected.header("Allow")).contains("GET, POST");
        }
        assertThat(client.get("/no/such/path").status()).isEqualTo(404);
        assertThat(client.get("/problem").at("/code")).isEqualTo("not_found");
        assertThat(client.get("/WEB-INF/web.xml").status()).isEqualTo(404);
    }

    @Test
    void letsThePagesOfTheFrontEndCallWithCredentials() {
        Reply preflight = preflight(World.ISSUER.origin());
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).contains(World.ISSUER.origin());
        assertThat(preflight.header("Access-Control-Allow-Credentials")).contains("true");
        assertThat(preflight.header("Access-Control-Allow-Headers").orElseThrow())
                .contains("authorization");

        Reply rejected = Client.of(address()).send("GET", CHAT, new byte[0], "Origin", World.ISSUER.origin());
        assertThat(rejected.status()).isEqualTo(401);
        assertThat(rejected.header("Access-Control-Allow-Origin")).contains(World.ISSUER.origin());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://127.0.0.1", "http://localhost:3000"})
    void givesNoPermissionToPagesOfOtherOrigins(String origin) {
        Reply preflight = preflight(origin);
        assertThat(preflight.status()).isEqualTo(403);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEmpty();

        Reply read = client(World.newPerson()).send("GET", CHAT, new byte[0], "Origin", origin);
        assertThat(read.header("Access-Control-Allow-Origin")).isEmpty();
    }

    private Reply preflight(String origin) {
        return Client.of(address())
                .send("OPTIONS", CHAT, new byte[0], "Origin", origin, "Access-Control-Request-Method", "POST");
    }

    @Test
    void saysWithEveryAnswerThatItIsDataForOneCaller() {
        for (Reply reply : List.of(
                client(World.newPerson()).get(CHAT),
                Client.of(address()).get(CHAT),
                preflight("https://evil.example"))) {
            assertThat(reply.header("Cache-Control")).contains("no-store");
            assertThat(reply.header("X-Content-Type-Options")).contains("nosniff");
            assertThat(reply.header("Content-Security-Policy").orElseThrow()).startsWith("default-src 'none'");
            assertThat(reply.header("Set-Cookie")).isEmpty();
        }
    }

    Client client(Person person) {
        return Client.of(address()).with(person.token());
    }
}
