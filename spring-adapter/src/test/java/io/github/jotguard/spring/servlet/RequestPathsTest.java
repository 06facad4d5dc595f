package io.github.jotguard.spring.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.spring.settings.JotguardProperties;
import io.github.jotguard.spring.settings.RequiredScopes;
import jakarta.servlet.DispatcherType;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.web.MockHttpServletRequest;

class RequestPathsTest {

    private static final RequiredScopes ADMIN = RequiredScopes.of(
            new Binder(new MapConfigurationPropertySource(Map.of("jotguard.require-scope-at.[/admin]", "admin")))
                    .bindOrCreate("jotguard", JotguardProperties.class));

    private static MockHttpServletRequest request(String uri, String context) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", uri);
        request.setContextPath(context);
        return request;
    }

    @ParameterizedTest
    @CsvSource({"/admin, '', /admin", "/app/admin, /app, /admin", "/app, /app, ''"})
    void beginBelowTheContext(String uri, String context, String path) {
        assertThat(RequestPaths.below(request(uri, context))).isEqualTo(path);
        assertThat(RequestPaths.all(request(uri, context))).containsExactly(path);
    }

    /** Undertow decodes the context path, and Jetty encodes it in a way of its own. */
    @ParameterizedTest
    @CsvSource({"/gr%C3%BCn/admin, /gr\u00fcn", "/gr%c3%bcn/admin, /gr%C3%BCn"})
    void canBeReadInTwoWaysIfTheContextIsSpeltInAnotherWay(String uri, String context) {
        assertThat(ADMIN.needed(RequestPaths.below(request(uri, context)))).containsExactly("admin");
    }

    @Test
    void areThoseOfTheIncludedResourceToo() {
        MockHttpServletRequest request = request("/app/a", "/app");
        request.setDispatcherType(DispatcherType.INCLUDE);
        request.setAttribute("jakarta.servlet.include.request_uri", "/app/b");
        request.setAttribute("jakarta.servlet.include.context_path", "/app");

        assertThat(RequestPaths.all(request)).containsExactly("/a", "/b");
    }

    /** Without its attributes it is unknown which resource is included: the path is empty, as that of the context. */
    @Test
    void areReadWithoutTheAttributesOfAnInclude() {
        MockHttpServletRequest request = request("/app/a", "/app");
        request.setDispatcherType(DispatcherType.INCLUDE);
        request.setAttribute("jakarta.servlet.include.request_uri", 1);

        assertThat(RequestPaths.all(request)).containsExactly("/a", "");
    }
}
