package io.github.jotguard.example.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.jotguard.example.issuer.Browser.Reply;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad requests: each gets Better Auth's status, code and message, and no answer tells of the inside. */
class ErrorAnswersTest {

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

    static Stream<Arguments> badBodies() {
        String ok = "\"name\":\"A\",\"email\":\"new@example.test\",\"password\":\"" + PASSWORD + "\"";
        return Stream.of(
                badBody(
                        "taken email",
                        SIGN_UP,
                        signUp("TAKEN@example.test", PASSWORD),
                        422,
                        "USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL",
                        "User already exists. Use another email."),
                badBody(
                        "password of 7",
                        SIGN_UP,
                        signUp("new@example.test", "1234567"),
                        400,
                        "PASSWORD_TOO_SHORT",
                        "Password too short"),
                badBody(
                        "password of 129",
                        SIGN_UP,
                        signUp("new@example.test", "x".repeat(129)),
                        400,
                        "PASSWORD_TOO_LONG",
                        "Password too long"),
                badBody(
                        "no email address",
                        SIGN_UP,
                        signUp("' OR 1=1 --", PASSWORD),
                        400,
                        "VALIDATION_ERROR",
                        "[body.email] Invalid email address"),
                badBody(
                        "email of 255",
                        SIGN_UP,
                        signUp("a".repeat(242) + "@example.test", PASSWORD),
                        400,
                        "VALIDATION_ERROR",
                        "[body.email] Invalid email address"),
                badBody(
                        "no name",
                        SIGN_UP,
                        "{\"email\":\"new@example.test\",\"password\":\"" + PASSWORD + "\"}",
                        400,
                        "VALIDATION_ERROR",
                        "[body.name] Invalid input: expected string, received undefined"),
                badBody(
                        "number for a name",
                        SIGN_UP,
                        "{" + ok.replace("\"A\"", "1") + "}",
                        400,
                        "VALIDATION_ERROR",
                        "[body.name] Invalid input: expected string, received number"),
                badBody(
                        "null for a password",
                        SIGN_UP,
                        "{" + ok.replace("\"" + PASSWORD + "\"", "null") + "}",
                        400,
                        "VALIDATION_ERROR",
                        "[body.password] Invalid input: expected string, received null"),
                badBody(
                        "text for rememberMe",
                        SIGN_UP,
                        "{" + ok + ",\"rememberMe\":\"no\"}",
                        400,
                        "VALIDATION_ERROR",
                        "[body.rememberMe] Invalid input: expected boolean, received string"),
                badBody(
                        "NUL in a name",
                        SIGN_UP,
                        "{" + ok.replace("\"A\"", "\"\\u0000\"") + "}",
                        400,
                        "VALIDATION_ERROR",
                        "[body.name] Invalid input: not well-formed Unicode text"),
                badBody(
                        "half a surrogate pair",
                        SIGN_UP,
                        "{" + ok.replace("\"A\"", "\"\\ud800\"") + "}",
                        400,
                        "VALIDATION_ERROR",
                        "[body.name] Invalid input: not well-formed Unicode text"),
                badBody(
                        "wrong password",
                        SIGN_IN,
                        signIn("taken@example.test", "wrong horse"),
                        401,
                        "INVALID_EMAIL_OR_PASSWORD",
                        "Invalid email or password"),
                badBody(
                        "unknown user",
                        SIGN_IN,
                        signIn("nobody@example.test", PASSWORD),
                        401,
                        "INVALID_EMAIL_OR_PASSWORD",
                        "Invalid email or password"),
                badBody(
                        "empty password",
                        SIGN_IN,
                        signIn("taken@example.test", ""),
                        401,
                        "INVALID_EMAIL_OR_PASSWORD",
                        "Invalid email or password"),
                badBody(
                        "sign-in without an address",
                        SIGN_IN,
                        signIn("' OR 1=1 --", PASSWORD),
                        400,
                        "INVALID_EMAIL",
                        "Invalid email"),
                badBody(
                        "array",
                        SIGN_IN,
                        "[]",
                        400,
                        "VALIDATION_ERROR",
                        "[body] Invalid input: expected object, received array"),
                badBody(
                        "nothing",
                        SIGN_IN,
                        "",
                        400,
                        "VALIDATION_ERROR",
                        "[body] Invalid input: expected object, received undefined"),
                badBody(
                        "half an object",
                        SIGN_IN,
                        "{\"email\":",
                        400,
                        "INVALID_JSON",
                        "The body is not well-formed JSON"),
                badBody("two values", SIGN_IN, "{}{}", 400, "INVALID_JSON", "The body is not well-formed JSON"),
                badBody(
                        "member twice",
                        SIGN_IN,
                        "{\"email\":\"a\",\"email\":\"b\"}",
                        400,
                        "INVALID_JSON",
                        "The body is not well-formed JSON"),
                badBody(
                        "deep nesting",
                        SIGN_IN,
                        "[".repeat(30_000),
                        400,
                        "INVALID_JSON",
                        "The body is not well-formed JSON"));
    }

    @ParameterizedTest
    @MethodSource("badBodies")
    void answersABadBody(String route, String body, int status, String code, String message) {
        Reply reply = browser.post(route, body);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.text()).isEqualTo("{\"message\":\"" + message + "\",\"code\":\"" + code + "\"}");
        assertThat(reply.header("Content-Type")).contains("application/json");
        assertThat(reply.headers("Set-Cookie")).isEmpty();
    }

    @Test
    void tellsNobodyWithoutASessionAToken() {
        Reply reply = browser.get("/token");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.text()).isEqualTo("{\"message\":\"Unauthorized\",\"code\":\"UNAUTHORIZED\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "HEAD, /jwks",
        "POST, /jwks",
        "HEAD, /token",
        "PUT, /sign-up/email",
        "GET, /sign-in/email",
        "GET, /jwks/",
        "GET, /.well-known/jwks.json",
        "DELETE, /sign-out",
        "GET, /../auth/jwks",
        "GET, //jwks"
    })
    void answersEverythingElseWithAnEmpty404(String method, String route) {
        Reply reply = browser.send(method, route, null);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.text()).isEmpty();
        assertThat(reply.header("Content-Type")).isEmpty();
    }

    private static Arguments badBody(String name, String route, String body, int status, String code, String message) {
        return argumentSet(name, route, body, status, code, message);
    }

    private static String signUp(String email, String password) {
        return Browser.json("name", "A", "email", email, "password", password);
    }

    private static String signIn(String email, String password) {
        return Browser.json("email", email, "password", password);
    }
}
