package io.github.jotguard.interop;

import io.github.jotguard.testing.TestDpopKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server that takes bound tokens, and the tokens for it.
 *
 * @param name of the library that verifies the requests
 * @param address of its page
 * @param bound the token that is bound to each key, by the name of the key
 * @param unbound a token that is bound to none
 * @param givesNonces whether each proof needs a nonce of it
 */
record ResourceServer(
        String name,
        String address,
        Map<String, TestDpopKey> keys,
        Map<String, String> bound,
        String unbound,
        boolean givesNonces,
        Runnable running)
        implements AutoCloseable {

    static final String NONCE_HEADER = "DPoP-Nonce";

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .build();

    /** Returns whether it accepts a request. */
    boolean accepts(ProvenRequest request) {
        String token = token(request);
        List<String> proofs = request.proofs(keys.get(request.key), address, token, proof -> {
            if (givesNonces) {
                proof.nonce(nonce());
            }
        });
        if (request.isReplayed) {
            send(request, token, proofs);
        }
        int status = send(request, token, proofs).statusCode();
        return switch (status) {
            case 200 -> true;
            case 400, 401, 403 -> false;
            case 500 -> rejectsWithAnError();
            default -> throw new IllegalStateException(name + " has responded with status " + status);
        };
    }

    /** Others may reject by an exception that nobody catches. */
    private boolean rejectsWithAnError() {
        if (name.startsWith(ResourceServers.JOTGUARD)) {
            throw new IllegalStateException(name + " has responded with status 500");
        }
        return false;
    }

    private String token(ProvenRequest request) {
        String token = bound.get(request.key);
        return switch (request.token) {
            case BOUND -> token;
            case UNBOUND -> unbound;
            case OF_ANOTHER_KEY ->
                bound.get(
                        request.key.equals(ProvenRequest.DEFAULT_KEY)
                                ? ProvenRequest.ANOTHER_KEY
                                : ProvenRequest.DEFAULT_KEY);
            case TAMPERED -> tampered(token);
        };
    }

    /** Changes a character in the middle of the last part, each bit of which counts. */
    private static String tampered(String token) {
        int at = token.length() - 10;
        return token.substring(0, at) + (token.charAt(at) == 'A' ? 'B' : 'A') + token.substring(at + 1);
    }

    /** Returns the nonce of a response without a token. */
    private String nonce() {
        HttpResponse<Void> response = send(HttpRequest.newBuilder(URI.create(address)));
        return response.headers()
                .firstValue(NONCE_HEADER)
                .orElseThrow(() -> new IllegalStateException(name + " gives no nonce"));
    }

    private HttpResponse<Void> send(ProvenRequest request, String token, List<String> proofs) {
        HttpRequest.Builder sent = HttpRequest.newBuilder(URI.create(address))
                .method(request.method, BodyPublishers.noBody())
                .header("Authorization", request.scheme + " " + token);
        proofs.forEach(proof -> sent.header("DPoP", proof));
        return send(sent);
    }

    private static HttpResponse<Void> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.discarding());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        running.run();
    }

    Optional<String> ruleBrokenBy(RequestChange change) {
        boolean isOfOthers = change.broken().equals(RequestChange.NONCE) && !givesNonces;
        return Optional.of(change.broken()).filter(rule -> !rule.isEmpty() && !isOfOthers);
    }
}
