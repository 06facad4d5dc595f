package io.github.jotguard.jwks;

import java.lang.reflect.InvocationTargetException;
import java.net.http.HttpClient;

/** Ends a client's thread at once where the JDK can (21 and up); before, it ends by itself when the client is collected. */
final class ClientClosing {

    private ClientClosing() {}

    static void close(HttpClient client) {
        try {
            HttpClient.class.getMethod("shutdownNow").invoke(client);
        } catch (NoSuchMethodException before21) {
            return;
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
