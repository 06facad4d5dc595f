package io.github.jotguard.benchmarks;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request without a container, for one thread. It is used again and again, as containers do. What a filter must not need throws
 * {@link UnsupportedOperationException}.
 */
final class SyntheticRequest extends HttpServletRequestWrapper {

    private static final HttpServletRequest NOTHING_ELSE = (HttpServletRequest) Proxy.newProxyInstance(
            SyntheticRequest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, args) -> {
                throw new UnsupportedOperationException(method.getName());
            });

    private final Map<String, Object> attributes = new HashMap<>();
    private final String path;
    private @Nullable String authorization;

    /** @param path as it is sent and as the container decodes it */
    SyntheticRequest(String path) {
        super(NOTHING_ELSE);
        this.path = path;
    }

    /**
     * Becomes the next request.
     *
     * @param header the value of {@code Authorization}, or null for none
     */
    SyntheticRequest next(@Nullable String header) {
        attributes.clear();
        authorization = header;
        return this;
    }

    @Override
    public String getMethod() {
        return "GET";
    }

    @Override
    public String getRequestURI() {
        return path;
    }

    @Override
    public String getContextPath() {
        return "";
    }

    @Override
    public String getServletPath() {
        return path;
    }

    @Override
    public @Nullable String getPathInfo() {
        return null;
    }

    @Override
    public @Nullable String getQueryString() {
        return null;
    }

    @Override
    public DispatcherType getDispatcherType() {
        return DispatcherType.REQUEST;
    }

    /** Returns null, because nothing before the filter authenticates. */
    @Override
    public @Nullable String getRemoteUser() {
        return null;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return name.equals("Authorization") && authorization != null
                ? Collections.enumeration(List.of(authorization))
                : Collections.emptyEnumeration();
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return attributes.get(name);
    }

    @Override
    public void setAttribute(String name, Object value) {
        attributes.put(name, value);
    }

    @Override
    public void removeAttribute(String name) {
        attributes.remove(name);
    }
}
