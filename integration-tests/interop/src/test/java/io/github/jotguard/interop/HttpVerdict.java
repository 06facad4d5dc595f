package io.github.jotguard.interop;

import static org.assertj.core.api.Assertions.assertThat;

/** The verdict of an application that is asked over HTTP. */
final class HttpVerdict {

    /** The response of the protected page of each application. */
    static final String PAGE = "the page";

    private static final Http HTTP = Http.plain();

    private HttpVerdict() {}

    static String of(String address, String token) {
        Http.Reply reply = HTTP.get(address, "Authorization", "Bearer " + token);
        if (reply.status() == 200) {
            assertThat(reply.body()).isEqualTo(PAGE);
            return Row.ACCEPTED;
        }
        assertThat(reply.status()).as(reply.body()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer ").contains("error=\"invalid_token\"");
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        assertThat(reply.json().path("status").asInt()).isEqualTo(401);
        return reply.text("code");
    }
}
