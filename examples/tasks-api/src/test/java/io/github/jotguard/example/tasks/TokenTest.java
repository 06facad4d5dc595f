package io.github.jotguard.example.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.jotguard.example.client.Client.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which tokens get through, and what the others are told. */
class TokenTest {

    @ParameterizedTest
    @CsvSource({
        "GET, /api/auth/verify",
        "POST, /api/auth/logout",
        "GET, /api/tasks",
        "POST, /api/tasks",
        "GET, /api/tasks/7d1f2e66-0000-4000-8000-000000000000",
        "PUT, /api/tasks/7d1f2e66-0000-4000-8000-000000000000",
        "DELETE, /api/tasks/7d1f2e66-0000-4000-8000-000000000000",
        "PATCH, /api/tasks/7d1f2e66-0000-4000-8000-000000000000/complete",
        "GET, /no/such/path",
        "OPTIONS, /api/tasks",
        "GET, /health/../api/tasks",
        "GET, /HEALTH",
        "GET, /api/auth/login/"
    })
    void asksForATokenOnEveryPathButThreeOfThem(String method, String path) {
        Reply rejected = TestApp.client().send(method, path, new byte[0]);

        assertThat(rejected.status()).isEqualTo(401);
        assertThat(rejected.at("/detail")).isEqualTo("Authentication required");
        assertThat(rejected.at("/code")).isEqualTo("missing_token");
        assertThat(rejected.header("WWW-Authenticate")).contains("Bearer realm=\"tasks\"");
    }

    @Test
    void saysThatATokenHasExpired() {
        Clock past = Clock.offset(Clock.systemUTC(), Tokens.LIFETIME.negated());
        String expiresNow =
                new Tokens(TestApp.SECRET, past).issue(TestApp.newPerson().id());

        Reply rejected = TestApp.client().with(expiresNow).get("/api/tasks");

        assertThat(rejected.status()).isEqualTo(401);
        assertThat(rejected.at("/code")).isEqualTo("expired");
        assertThat(rejected.at("/detail")).isEqualTo("Token expired. Please log in again");
    }

    @Test
    void acceptsATokenInItsLastMinute() {
        Clock past = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1).minus(Tokens.LIFETIME));
        String expiresSoon =
                new Tokens(TestApp.SECRET, past).issue(TestApp.newPerson().id());

        assertThat(TestApp.client().with(expiresSoon).get("/api/tasks").status())
                .isEqualTo(200);
    }

    static Stream<Arguments> invalidTokens() {
        UUID user = TestApp.newPerson().id();
        return Stream.of(
                argumentSet("no token at all", "garbage"),
                argumentSet("another secret", new Tokens("b" + TestApp.SECRET, Clock.systemUTC()).issue(user)),
                argumentSet("alg none", unsigned(user)),
                argumentSet("HS512", signed(JWSAlgorithm.HS512, "JWT", user, claims -> {})),
                argumentSet("another issuer", signed(user, claims -> claims.issuer("https://app.example.test"))),
                argumentSet("another audience", signed(user, claims -> claims.audience("somebody-else"))),
                argumentSet("no expiration", signed(user, claims -> claims.expirationTime(null))),
                argumentSet("no jti", signed(user, claims -> claims.jwtID(null))),
                argumentSet("a jti that is no UUID", signed(user, claims -> claims.jwtID("'; drop table users; --"))),
                argumentSet("no sub", signed(user, claims -> claims.subject(null))),
                argumentSet("SQL in sub", signed(user, claims -> claims.subject("' OR 1=1 --"))),
                argumentSet("U+0000 in sub", signed(user, claims -> claims.subject(user + "\0"))),
                argumentSet(
                        "the sub in capitals",
                        signed(user, claims -> claims.subject(user.toString().toUpperCase(Locale.ROOT)))),
                argumentSet("an unknown user", signed(UUID.randomUUID(), claims -> {})),
                argumentSet(
                        "a session cache of Better Auth",
                        signed(JWSAlgorithm.HS256, null, user, claims -> claims.issuer(null)
                                .audience((String) null)
                                .claim("user", Map.of("id", user.toString())))));
    }

    @ParameterizedTest
    @MethodSource("invalidTokens")
    void callsEveryOtherBadTokenInvalid(String token) {
        Reply rejected = TestApp.client().with(token).get("/api/auth/verify");

        assertThat(rejected.status()).isEqualTo(401);
        assertThat(rejected.at("/detail")).isEqualTo("Invalid authentication token");
        assertThat(rejected.header("WWW-Authenticate").orElseThrow()).contains("error=\"invalid_token\"");
    }

    @Test
    void acceptsWhatTheInvalidOnesWereMadeFrom() {
        UUID user = TestApp.newPerson().id();

        assertThat(TestApp.client()
                        .with(signed(user, claims -> {}))
                        .get("/api/auth/verify")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void rejectsTheTokenOfAUserWhoWasDeletedMeanwhile() {
        TestApp.Person person = TestApp.newPerson();
        String task = person.addTask("Something");
        TestApp.strings("delete from tasks_api.users where id = ?", person.id());

        for (Reply rejected : new Reply[] {
            person.client().get("/api/auth/verify"),
            person.client().get("/api/tasks"),
            person.client().post("/api/tasks", "{\"title\":\"x\"}"),
            person.client().delete("/api/tasks/" + task)
        }) {
            assertThat(rejected.status()).isEqualTo(401);
            assertThat(rejected.at("/detail")).isEqualTo("Invalid authentication token");
        }
    }

    @Test
    void looksForATokenNowhereElse() {
        TestApp.Person person = TestApp.newPerson();

        assertThat(TestApp.client()
                        .get("/api/tasks?access_token=" + person.token())
                        .status())
                .isEqualTo(401);
        assertThat(TestApp.client()
                        .send("GET", "/api/tasks", new byte[0], "Cookie", "token=" + person.token())
                        .status())
                .isEqualTo(401);
        assertThat(TestApp.client()
                        .send(
                                "GET",
                                "/api/tasks",
                                new byte[0],
                                "X-User-Id",
                                person.id().toString())
                        .status())
                .isEqualTo(401);
    }

    private static String signed(UUID user, Consumer<JWTClaimsSet.Builder> changes) {
        return signed(JWSAlgorithm.HS256, "JWT", user, changes);
    }

    private static String signed(
            JWSAlgorithm algorithm, String type, UUID user, Consumer<JWTClaimsSet.Builder> changes) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(Tokens.ISSUER)
                .audience(Tokens.AUDIENCE)
                .subject(user.toString())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)));
        changes.accept(claims);
        JWSHeader.Builder header = new JWSHeader.Builder(algorithm);
        if (type != null) {
            header.type(new JOSEObjectType(type));
        }
        try {
            SignedJWT token = new SignedJWT(header.build(), claims.build());
            token.sign(new MACSigner(TestApp.SECRET.getBytes(StandardCharsets.UTF_8)));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String unsigned(UUID user) {
        String payload = TestApp.TOKENS.issue(user).split("\\.")[1];
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + payload + ".";
    }
}
