package io.github.jotguard.example.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.example.cases.Caller.Answer;
import io.github.jotguard.jwks.RemoteJwkSet;
import io.github.jotguard.testing.TestIssuer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tokens that a Better Auth 1.7.7 server issued, judged at the time when it did, with the keys that it published. */
class RecordedTokenTest {

    private static final String RECORDED_ORIGIN = "http://127.0.0.1:3999";
    private static final JsonMapper JSON = new JsonMapper();
    private static final TestIssuer PUBLISHER = TestIssuer.start();

    private static ConfigurableApplicationContext context;

    @BeforeAll
    static void startTheApplicationAtTheTimeOfTheRecording() {
        PUBLISHER.publish(Stream.of("EdDSA", "ES256", "RS256")
                .flatMap(algorithm -> recording(algorithm).at("/jwks/keys").valueStream())
                .map(JsonNode::toString)
                .collect(Collectors.joining(",", "{\"keys\":[", "]}")));
        Instant then = Instant.parse(recording("EdDSA").at("/meta/savedAt").asString());
        ApplicationContextInitializer<GenericApplicationContext> verifier =
                beans -> beans.registerBean(JwtVerifier.class, () -> verifierAt(then));
        context = CasesApplication.start(
                Map.of("PORT", "0", "FRONTEND_URL", RECORDED_ORIGIN, "DATABASE_URL", TestDatabase.url()),
                new PrintStream(OutputStream.nullOutputStream()),
                verifier);
    }

    @AfterAll
    static void stop() {
        context.close();
        PUBLISHER.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EdDSA", "ES256", "RS256"})
    void letsTheUserOfARealTokenIn(String algorithm) {
        JsonNode ada = addUsers(recording(algorithm));

        Caller caller = caller(recording(algorithm).at("/token/jwt").asString());

        Answer me = caller.get("/api/auth/me").isSuccess(200);
        assertThat(me.json().path("id")).isEqualTo(ada.path("id"));
        assertThat(me.json().path("email").asString()).startsWith(algorithm);
        caller.open("Of a real user");
        assertThat(caller.get("/api/cases").json().path("total").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EdDSA", "ES256", "RS256"})
    void rejectsTheSameTokenWithTheIdOfAnotherUser(String algorithm) {
        addUsers(recording(algorithm));

        Caller forger = caller(recording(algorithm).at("/tampered/jwt").asString());

        forger.get("/api/auth/me").isProblem(401, "bad_signature");
        forger.post("/api/cases", "{\"name\":\"x\"}").isProblem(401, "bad_signature");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EdDSA", "ES256", "RS256"})
    void rejectsWhatElseTheSameServerSigned(String algorithm) {
        JsonNode variants = recording(algorithm).path("variants");

        rejects(variants, "expired", "expired");
        rejects(variants, "notYetValid", "not_yet_valid");
        rejects(variants, "wrongAudience", "wrong_audience");
        rejects(variants, "wrongIssuer", "wrong_issuer");
        rejects(variants, "noSubject", "missing_claim");
    }

    private static void rejects(JsonNode variants, String variant, String code) {
        caller(variants.path(variant).path("jwt").asString())
                .get("/api/auth/me")
                .isProblem(401, code);
    }

    private static Caller caller(String token) {
        return new Caller(CasesApi.origin(context), token);
    }

    /** Makes the users of a recording and gives the first; each recording has an Ada of its own. */
    private static JsonNode addUsers(JsonNode recording) {
        String algorithm = recording.at("/meta/alg").asString();
        recording
                .path("users")
                .forEach(user -> TestDatabase.addUser(
                        user.path("id").asString(),
                        user.path("name").asString(),
                        algorithm + "-" + user.path("email").asString()));
        return recording.at("/users/0");
    }

    private static JwtVerifier verifierAt(Instant then) {
        TrustedIssuer recorded = TrustedIssuer.builder(
                        RECORDED_ORIGIN, RemoteJwkSet.at(PUBLISHER.jwksUri().toString()))
                .audience(RECORDED_ORIGIN)
                .requireClaims("sub")
                .build();
        return JwtVerifier.builder()
                .trust(recorded)
                .clock(Clock.fixed(then, ZoneOffset.UTC))
                .build();
    }

    private static JsonNode recording(String algorithm) {
        try (InputStream in =
                RecordedTokenTest.class.getResourceAsStream("/better-auth-1.7.7/" + algorithm + ".json")) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
