package io.github.jotguard.spring.reactive;

import java.util.ArrayList;
import java.util.List;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Reads all values of a header, for which Spring Framework 6 and 7 have no method in common.
 *
 * <p>Internal: may change without notice.
 */
public final class RequestHeaders {

    private RequestHeaders() {}

    /** Returns the values of all fields of this name, in any case, each as it was sent. */
    public static List<String> of(ServerHttpRequest request, String header) {
        List<String> values = new ArrayList<>();
        request.getHeaders().forEach((name, lines) -> {
            if (name.equalsIgnoreCase(header)) {
                values.addAll(lines);
            }
        });
        return values;
    }
}
