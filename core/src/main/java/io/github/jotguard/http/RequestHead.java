package io.github.jotguard.http;

import java.nio.charset.StandardCharsets;

/** The single request of a fetch (RFC 9112 §3): exactly these header fields, and no body. */
public final class RequestHead {

    /** The version of the library, for {@code User-Agent}. */
    public static final String VERSION = "0.1.0";

    private static final String USER_AGENT = "User-Agent: jotguard/" + VERSION + "\r\n";

    private final StringBuilder text = new StringBuilder();

    private RequestHead(String line, String host) {
        text.append(line)
                .append(" HTTP/1.1\r\nHost: ")
                .append(host)
                .append("\r\n")
                .append(USER_AGENT);
    }

    /**
     * Returns a GET request.
     *
     * @param isAbsolute whether it is for a proxy
     */
    static RequestHead get(FetchTarget target, boolean isAbsolute) {
        RequestHead head =
                new RequestHead("GET " + (isAbsolute ? target.absoluteForm() : target.target()), target.hostHeader());
        return head.with("Accept", "application/jwk-set+json, application/json")
                .with("Accept-Encoding", "identity")
                .with("Connection", "close");
    }

    /** Returns a request for a tunnel through a proxy (RFC 9110 §9.3.6). */
    static RequestHead connect(FetchTarget target) {
        return new RequestHead("CONNECT " + target.authority(), target.authority());
    }

    RequestHead with(String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
        return this;
    }

    byte[] bytes() {
        return (text + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
