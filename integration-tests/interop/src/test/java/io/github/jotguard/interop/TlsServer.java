package io.github.jotguard.interop;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The TLS settings of an application that asks for client certificates and takes connections without one.
 *
 * @param trustStore the authorities of the client certificates that the handshake accepts
 */
record TlsServer(ScratchDirectory directory, ClientCertificate certificate, Path trustStore) implements AutoCloseable {

    static TlsServer trusting(List<ClientCertificate> clients) {
        ScratchDirectory directory = ScratchDirectory.create("tls");
        return new TlsServer(
                directory,
                ClientCertificate.create(directory, "application"),
                ClientCertificate.trustStore(directory, clients));
    }

    /** Returns the properties of a Spring Boot application. */
    Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("server.ssl.client-auth", "want");
        properties.put("server.ssl.key-store", certificate.keyStore().toString());
        properties.put("server.ssl.key-store-password", ClientCertificate.PASSWORD);
        properties.put("server.ssl.trust-store", trustStore.toString());
        properties.put("server.ssl.trust-store-password", ClientCertificate.PASSWORD);
        return properties;
    }

    @Override
    public void close() {
        directory.close();
    }
}
