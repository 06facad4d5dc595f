package io.github.jotguard.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** As much of a request as credentials and paths are read from. Everything else fails. */
final class FakeRequest {

    private final List<String> authorization = new ArrayList<>();
    private final List<Cookie> cookies = new ArrayList<>();
    private final Map<String, Object> attributes = new HashMap<>();
    private DispatcherType dispatcherType = DispatcherType.REQUEST;
    private String method = "GET";
    private String uri = "/";
    private String context = "";
    private String servletPath = "";
    private String pathInfo = "/";

    FakeRequest authorization(String value) {
        authorization.add(value);
        return this;
    }

    FakeRequest cookie(String name, String value) {
        cookies.add(new Cookie(name, value));
        return this;
    }

    FakeRequest path(String requestUri, String contextPath, String servlet, String info) {
        this.uri = requestUri;
        this.context = contextPath;
        this.servletPath = servlet;
        this.pathInfo = info;
        return this;
    }

    FakeRequest method(String name) {
        this.method = name;
        return this;
    }

    FakeRequest dispatcherType(DispatcherType type) {
        this.dispatcherType = type;
        return this;
    }

    FakeRequest attribute(String name, Object value) {
        attributes.put(name, value);
        return this;
    }

    HttpServletRequest build() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> answer(called.getName(), arguments));
    }

    private Object answer(String called, Object[] arguments) {
        return switch (called) {
            case "getHeaders" ->
                Collections.enumeration(arguments[0].equals("Authorization") ? authorization : List.<String>of());
            case "getCookies" -> cookies.isEmpty() ? null : cookies.toArray(Cookie[]::new);
            case "getAttribute" -> attributes.get(arguments[0]);
            case "getDispatcherType" -> dispatcherType;
            case "getRequestURI" -> uri;
            case "getContextPath" -> context;
            case "getServletPath" -> servletPath;
            case "getPathInfo" -> pathInfo;
            case "getMethod" -> method;
            case "getHeader" -> null;
            default -> throw new UnsupportedOperationException(called);
        };
    }
}
