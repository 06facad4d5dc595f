package io.github.jotguard.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginalRequestTest {

    /** A request from a host, with attributes that can be changed. */
    private static final class FromHost extends HttpServletRequestWrapper {

        private final Map<String, Object> attributes = new HashMap<>();
        private final String host;

        FromHost(HttpServletRequest request, String host) {
            super(request);
            this.host = host;
        }

        @Override
        public String getScheme() {
            return "https";
        }

        @Override
        public String getServerName() {
            return host;
        }

        @Override
        public int getServerPort() {
            return 8443;
        }

        @Override
        public Object getAttribute(String name) {
            return attributes.get(name);
        }

        @Override
        public void setAttribute(String name, Object value) {
            attributes.put(name, value);
        }
    }

    private static FakeRequest request(String uri) {
        return new FakeRequest().path(uri, "", "", uri);
    }

    @ParameterizedTest
    @CsvSource({
        "api.example.com, https://api.example.com:8443/me",
        "::1, https://[::1]:8443/me",
        "[::1], https://[::1]:8443/me"
    })
    void hasTheOriginThatTheContainerReports(String host, String uri) {
        OriginalRequest original =
                OriginalRequest.of(new FromHost(request("/me").build(), host));

        assertThat(original.uri()).isEqualTo(uri);
        assertThat(original.method()).isEqualTo("GET");
    }

    @Test
    void staysTheFirstThatWasSeen() {
        FromHost request = new FromHost(request("/me").build(), "a");
        OriginalRequest original = OriginalRequest.of(request);
        FromHost forwarded = new FromHost(
                request("/other").dispatcherType(DispatcherType.FORWARD).build(), "b");
        forwarded.attributes.putAll(request.attributes);

        assertThat(OriginalRequest.of(forwarded)).isSameAs(original);
    }

    @ParameterizedTest
    @CsvSource({"REQUEST, /now", "FORWARD, /forwarded", "INCLUDE, /forwarded", "ERROR, /forwarded", "ASYNC, /async"})
    void hasThePathThatTheContainerNames(DispatcherType type, String path) {
        FromHost request = new FromHost(request("/now").dispatcherType(type).build(), "a");
        request.setAttribute("jakarta.servlet.forward.request_uri", "/forwarded");
        request.setAttribute("jakarta.servlet.async.request_uri", "/async");

        assertThat(OriginalRequest.of(request).uri()).isEqualTo("https://a:8443" + path);
    }

    @Test
    void hasItsOwnPathIfTheContainerNamesNone() {
        for (DispatcherType type : DispatcherType.values()) {
            FromHost request = new FromHost(request("/now").dispatcherType(type).build(), "a");

            assertThat(OriginalRequest.of(request).uri()).isEqualTo("https://a:8443/now");
        }
    }
}
