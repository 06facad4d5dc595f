package io.github.jotguard.springtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;

/** The expected form of rejections. */
public final class Problems {

    private Problems() {}

    public static String challenge(HttpResponse<String> answer) {
        return answer.headers().firstValue("WWW-Authenticate").orElse("");
    }

    public static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.body())
                .startsWith("{\"type\":\"about:blank\",\"title\":\"")
                .contains("\"status\":" + status + ",\"code\":\"" + code + "\",\"detail\":\"");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    }
}
