package io.github.jotguard.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** HTTP as the flows of OAuth need it: forms, JSON, no redirect that is followed by itself. */
public final class Http {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient client;

    private Http(HttpClient client) {
        this.client = client;
    }

    public static Http plain() {
        return new Http(HttpClient.newBuilder().connectTimeout(TIMEOUT).build());
    }

    static Http of(HttpClient.Builder settings) {
        return new Http(settings.connectTimeout(TIMEOUT).build());
    }

    /** A response: what a flow looks at. */
    public record Reply(int status, String body, HttpResponse<String> response) {

        public JsonNode json() {
            return JSON.readTree(body);
        }

        /** Returns a member of the JSON object, as text. */
        public String text(String member) {
            JsonNode value = json().path(member);
            if (value.isMissingNode()) {
                throw new IllegalStateException(
                        "no " + member + " in the response with status " + status + ": " + body);
            }
            return value.asString();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** Returns the names and values of the cookies that were set. */
        public List<String> cookies() {
            return response.headers().allValues("set-cookie").stream()
                    .map(cookie -> cookie.split(";", 2)[0])
                    .toList();
        }

        public Reply expect(int expected) {
            if (status != expected) {
                throw new IllegalStateException("status " + status + " instead of " + expected + ": " + body);
            }
            return this;
        }
    }

    public Reply get(String address, String... headers) {
        return send(request(address, headers).GET());
    }

    public Reply postForm(String address, Map<String, String> form, String... headers) {
        return send(request(address, headers)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(form))));
    }

    public Reply postJson(String address, Object body, String... headers) {
        return sendJson("POST", address, body, headers);
    }

    public Reply sendJson(String method, String address, Object body, String... headers) {
        return send(request(address, headers)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    /** Returns names and values as a query or a form has them. */
    public static String form(Map<String, String> values) {
        return values.entrySet().stream()
                .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** Returns the value of a query parameter of an address. */
    public static String parameter(String address, String name) {
        for (String pair : URI.create(address).getRawQuery().split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        throw new IllegalStateException("no " + name + " in " + address);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static HttpRequest.Builder request(String address, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).timeout(TIMEOUT);
        return headers.length == 0 ? request : request.headers(headers);
    }

    private Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body(), response);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
