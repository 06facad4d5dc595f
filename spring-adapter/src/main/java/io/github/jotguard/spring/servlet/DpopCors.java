package io.github.jotguard.spring.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsUtils;

/**
 * Lets pages of another origin, which the CORS settings allow to call, send proofs and read the responses to them
 * (RFC 9449 §8.2): the header {@code DPoP} is allowed, {@code DPoP-Nonce} and {@code WWW-Authenticate} are exposed.
 * Without the header that the settings add for an allowed origin, these two mean nothing to a browser.
 */
final class DpopCors {

    private static final String PROOF = "DPoP";
    private static final String EXPOSED = "DPoP-Nonce, WWW-Authenticate";

    private DpopCors() {}

    /** Returns the request as the CORS settings should see it. */
    static HttpServletRequest prepare(HttpServletRequest request, HttpServletResponse response) {
        if (!CorsUtils.isPreFlightRequest(request)) {
            response.addHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
            return request;
        }
        List<String> asked = Collections.list(request.getHeaders(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS)).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        List<String> others =
                asked.stream().filter(name -> !name.equalsIgnoreCase(PROOF)).toList();
        if (others.size() == asked.size()) {
            return request;
        }
        response.addHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, PROOF);
        return new Asking(request, others.isEmpty() ? null : String.join(", ", others));
    }

    /** A preflight that asks for other headers than the one that is allowed already. */
    private static final class Asking extends HttpServletRequestWrapper {

        private final @Nullable String others;

        Asking(HttpServletRequest request, @Nullable String others) {
            super(request);
            this.others = others;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return isTheirs(name) ? others : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            if (!isTheirs(name)) {
                return super.getHeaders(name);
            }
            return Collections.enumeration(others == null ? List.<String>of() : List.of(others));
        }

        private static boolean isTheirs(String name) {
            return HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS.equalsIgnoreCase(name);
        }
    }
}
