package io.github.jotguard.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {

    @ParameterizedTest
    @CsvSource({
        "/public/a, '', /public, /a, /public/a",
        "/public/a, '', /public/a, , /public/a",
        "/app/public/a, /app, /public, /a, /public/a",
        "/my%20app/public/a, /my%20app, /public, /a, /public/a",
        "/, '', '', /, /",
        "/, '', '', , /",
        "/, '', /, , /",
        "/public/a%20b, '', /public, /a b, /public/a b",
        "/public/%C3%A9, '', /public, /\u00e9, /public/\u00e9",
        "/public/%e4%b8%ad, '', /public, /\u4e2d, /public/\u4e2d",
        "/public/a.b-c_d~e!$&'()*+=:@, '', /public, /a.b-c_d~e!$&'()*+=:@, /public/a.b-c_d~e!$&'()*+=:@",
        "/public/..a, '', /public, /..a, /public/..a",
        "/public/a..b, '', /public, /a..b, /public/a..b",
        "/public/, '', /public, /, /public/"
    })
    void findsThePathBelowTheContext(String uri, String context, String servletPath, String pathInfo, String path) {
        assertThat(RequestPath.canonical(uri, context, servletPath, pathInfo)).hasValue(path);
    }

    /** No path is canonical, whatever the container maps. The mapped path given here is the one of a bypass. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/public/../admin",
                "/public/./admin",
                "/public/..",
                "/public/.",
                "/../public",
                "/public/...",
                "/public/..%20/admin",
                "/public/%20",
                "/public//admin",
                "//public",
                "/public;x=1",
                "/public;/../admin",
                "/public/..;/admin",
                "/public\\..\\admin",
                "/public/%2e%2e/admin",
                "/public/%2E/admin",
                "/public/.%2e/admin",
                "/public/%252e%252e/admin",
                "/public%2fadmin",
                "/public%2Fadmin",
                "/public%5cadmin",
                "/public%3bx",
                "/public%00",
                "/public%0a",
                "/public%7f",
                "/public/%3f",
                "/public/%23",
                "/public%c0%af..",
                "/public/%c0%ae%c0%ae/admin",
                "/public/%e0%80%ae/admin",
                "/public/%ef%bc%8fadmin",
                "/public/%ef%bc%8e%ef%bc%8e/admin",
                "/public/%e2%80%a4%e2%80%a4/admin",
                "/public/%c2%85",
                "/public/%ed%a0%80",
                "/public/%ff",
                "/public/%",
                "/public/%2",
                "/public/%zz",
                "/public/%u002e",
                "/%70ublic",
                "/public/\u00e9",
                "/public/a b",
                "/public/a\tb",
                "/public/\"",
                "/public?x",
                "/public#x",
                "public",
                "",
                "*",
                "http://localhost/public"
            })
    void hasNoneWhereThereIsMoreThanOneReading(String uri) {
        assertThat(RequestPath.canonical(uri, "", uri, null)).isEmpty();
        assertThat(RequestPath.canonical(uri, "", "/public", "/admin")).isEmpty();
        assertThat(RequestPath.canonical(uri, "", "/public", null)).isEmpty();
    }

    /** As above, but mapped to what the encoded characters mean. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/public%7e",
                "/public%7f",
                "/public/%c2%85",
                "/public/%2e%2e/admin",
                "/public%2fadmin",
                "/public%5cadmin",
                "/public%3bx",
                "/public%00",
                "/public%0a",
                "/public/%ef%bc%8fadmin",
                "/public/%ef%bc%8e%ef%bc%8e/admin",
                "/public/%e2%80%a4",
                "/%70ublic"
            })
    void hasNoneIfTheContainerDecodesADisguise(String uri) {
        String decoded = URLDecoder.decode(uri, StandardCharsets.UTF_8);

        assertThat(RequestPath.canonical(uri, "", decoded, null)).isEmpty();
    }

    @Test
    void hasNoneWhereTheContainerHasMappedAnotherPath() {
        assertThat(RequestPath.canonical("/app", "/app", "", null)).isEmpty();
        assertThat(RequestPath.canonical("/%61pp/public", "/%61pp", "/public", null))
                .isEmpty();
        assertThat(RequestPath.canonical("/app;/public", "/app;", "/public", null))
                .isEmpty();
        assertThat(RequestPath.canonical("/app;/public", "/app", "/public", null))
                .isEmpty();
        assertThat(RequestPath.canonical("//app/public", "//app", "/public", null))
                .isEmpty();
        assertThat(RequestPath.canonical("/x/../app/public", "/x/../app", "/public", null))
                .isEmpty();
        assertThat(RequestPath.canonical("/public/a", "", "/admin", null)).isEmpty();
        assertThat(RequestPath.canonical("/public/a", "", "/public", null)).isEmpty();
        assertThat(RequestPath.canonical("/public", "", "/PUBLIC", null)).isEmpty();
        assertThat(RequestPath.canonical("/public", "/app", "/public", null)).isEmpty();
        assertThat(RequestPath.canonical(null, "", "/public", null)).isEmpty();
    }

    @Test
    void findsBothThePathOfAnIncludeAndThatOfTheIncludingRequest() {
        FakeRequest including = new FakeRequest()
                .path("/app/public", "/app", "/public", null)
                .attribute(RequestDispatcher.INCLUDE_REQUEST_URI, "/app/admin/x")
                .attribute(RequestDispatcher.INCLUDE_CONTEXT_PATH, "/app")
                .attribute(RequestDispatcher.INCLUDE_SERVLET_PATH, "/admin")
                .attribute(RequestDispatcher.INCLUDE_PATH_INFO, "/x");

        assertThat(RequestPath.allOf(including.build())).containsExactly(Optional.of("/public"));
        assertThat(RequestPath.allOf(
                        including.dispatcherType(DispatcherType.INCLUDE).build()))
                .containsExactly(Optional.of("/public"), Optional.of("/admin/x"));
    }

    /** The loop is compared with the definition: no empty segment except the last, and none of dots and spaces alone. */
    @Test
    void findsEverySegmentThatDoesNotLeadOneLevelDown() {
        String characters = "//.. a";
        for (int number = 0; number < 46_656; number++) {
            StringBuilder path = new StringBuilder();
            for (int rest = number; rest > 0; rest /= characters.length()) {
                path.append(characters.charAt(rest % characters.length()));
            }
            boolean isPlain = path.toString().matches("/|(/(?![. ]+(/|$))[^/]+)+/?");
            assertThat(RequestPath.hasPlainSegments(path.toString()))
                    .as("%s", path)
                    .isEqualTo(isPlain);
        }
    }
}
