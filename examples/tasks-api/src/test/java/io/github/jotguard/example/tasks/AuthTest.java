package io.github.jotguard.example.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.client.Client;
import io.github.jotguard.example.client.Client.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Signing up, logging in, logging out. */
class AuthTest {

    private final Client client = TestApp.client();

    @Test
    void leadsFromSigningUpToLoggingOut() {
        String email = newEmail();

        Reply signedUp = client.post(
                "/api/auth/signup",
                "{\"email\":\"%s\",\"password\":\"correct horse\",\"name\":\"Ada\"}".formatted(email));
        assertThat(signedUp.status()).isEqualTo(201);
        assertThat(signedUp.json().propertyNames()).containsExactlyInAnyOrder("user", "message");
        assertThat(signedUp.json().at("/user").propertyNames()).containsExactly("id", "email", "name");
        assertThat(signedUp.at("/user/email")).isEqualTo(email);
        assertThat(signedUp.at("/user/name")).isEqualTo("Ada");

        Reply loggedIn = logIn(email, "correct horse");
        assertThat(loggedIn.status()).isEqualTo(200);
        assertThat(loggedIn.json().propertyNames()).containsExactlyInAnyOrder("user", "token", "message");
        assertThat(loggedIn.json().at("/user")).isEqualTo(signedUp.json().at("/user"));

        Client ada = client.with(loggedIn.at("/token"));
        Reply verified = ada.get("/api/auth/verify");
        assertThat(verified.status()).isEqualTo(200);
        assertThat(verified.json().at("/user")).isEqualTo(signedUp.json().at("/user"));

        Reply loggedOut = ada.post("/api/auth/logout", "");
        assertThat(loggedOut.status()).isEqualTo(200);
        assertThat(loggedOut.json().propertyNames()).containsExactly("message");
        assertThat(ada.get("/api/auth/verify").status()).isEqualTo(401);
    }

    @Test
    void rejectsLoggedOutTokenEverywhereAndLeavesOthersOfTheSameUserAlone() {
        TestApp.Person person = TestApp.newPerson();
        Client elsewhere = TestApp.client().with(TestApp.TOKENS.issue(person.id()));
        assertThat(person.client().get("/api/tasks").status()).isEqualTo(200); // it is in the verified-token cache now

        assertThat(person.client().post("/api/auth/logout", "").status()).isEqualTo(200);

        Reply rejected = person.client().get("/api/tasks");
        assertThat(rejected.status()).isEqualTo(401);
        assertThat(rejected.at("/code")).isEqualTo("revoked");
        assertThat(rejected.at("/detail")).isEqualTo("Invalid authentication token");
        assertThat(person.client().post("/api/auth/logout", "").status()).isEqualTo(401);
        assertThat(elsewhere.get("/api/tasks").status()).isEqualTo(200);
    }

    @Test
    void remembersLoggedOutTokensBeyondARestart() {
        TestApp.Person person = TestApp.newPerson();
        person.client().post("/api/auth/logout", "");

        try (TasksServer restarted =
                TasksServer.start(TestApp.settings(), TestApp.DATABASE.dataSource(), Clock.systemUTC())) {
            Reply rejected = Client.of(restarted.address()).with(person.token()).get("/api/tasks");
            assertThat(rejected.status()).isEqualTo(401);
        }
    }

    @Test
    void takesEmailsInAnyCaseForOneAndTheSame() {
        String email = newEmail();
        assertThat(signUp(email, "correct horse").status()).isEqualTo(201);

        Reply again = signUp(email.toUpperCase(Locale.ROOT), "another horse");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.at("/code")).isEqualTo("email_taken");
        assertThat(again.header("Content-Type")).contains("application/problem+json");
        assertThat(logIn(email.toUpperCase(Locale.ROOT), "correct horse").status())
                .isEqualTo(200);
    }

    @Test
    void answersTheSameForUnknownUserAndWrongPassword() {
        String email = newEmail();
        signUp(email, "correct horse");

        Reply wrong = logIn(email, "wrong horse");
        Reply unknown = logIn(newEmail(), "wrong horse");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.at("/detail")).isEqualTo("Invalid email or password");
        assertThat(wrong.header("WWW-Authenticate")).contains("Bearer realm=\"tasks\"");
        assertThat(unknown.text()).isEqualTo(wrong.text());
        assertThat(unknown.response().headers().map().keySet())
                .isEqualTo(wrong.response().headers().map().keySet());
    }

    @Test
    void rejectsFurtherAttemptsAfterTooManyFailedOnesWhetherTheUserExistsOrNot() {
        String email = newEmail();
        for (int i = 0; i < AttemptLimits.PER_EMAIL; i++) {
            assertThat(logIn(email, "guess " + i).status()).isEqualTo(401);
        }

        Reply rejected = logIn(email, "one more guess");
        assertThat(rejected.status()).isEqualTo(429);
        assertThat(Integer.parseInt(rejected.header("Retry-After").orElseThrow()))
                .isBetween(1, 60);
        assertThat(logIn(newEmail(), "a guess").status()).isEqualTo(401);
    }

    @Test
    void doesNotCountTheRightPassword() {
        String email = newEmail();
        signUp(email, "correct horse");

        for (int i = 0; i <= AttemptLimits.PER_EMAIL; i++) {
            assertThat(logIn(email, "correct horse").status()).isEqualTo(200);
        }
    }

    @Test
    void keepsPasswordsAsArgon2idOnly() {
        String email = newEmail();
        signUp(email, "correct horse");

        assertThat(TestApp.strings("select password_hash from tasks_api.users where email = ?", email))
                .singleElement()
                .satisfies(hash -> assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
    }

    @Test
    void putsNothingPersonalIntoATokenAndLetsItLiveForMinutes() {
        TestApp.Person person = TestApp.newPerson();
        String payload =
                new String(Base64.getUrlDecoder().decode(person.token().split("\\.")[1]), StandardCharsets.UTF_8);

        assertThat(payload).contains(person.id().toString()).doesNotContain("@");
        assertThat(Tokens.LIFETIME).isLessThanOrEqualTo(Duration.ofMinutes(30));
    }

    private static String newEmail() {
        return UUID.randomUUID() + "@example.test";
    }

    private Reply signUp(String email, String password) {
        return client.post("/api/auth/signup", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
    }

    private Reply logIn(String email, String password) {
        return client.post("/api/auth/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
    }
}
