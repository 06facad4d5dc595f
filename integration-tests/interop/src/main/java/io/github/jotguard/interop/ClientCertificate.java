package io.github.jotguard.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate and its private key, in a key store that {@code keytool} has made. */
record ClientCertificate(Path keyStore, X509Certificate certificate) {

    static final String PASSWORD = "password";

    /** Makes a self-signed certificate in a directory, with a name that is that of its file too. */
    static ClientCertificate create(ScratchDirectory directory, String name) {
        Path file = directory.path().resolve(name + ".p12");
        keytool(file, generate("key", name));
        return of(file);
    }

    /** Makes a certificate that an authority of its own has signed. */
    static ClientCertificate createSigned(ScratchDirectory directory, String name) {
        Path file = directory.path().resolve(name + ".p12");
        keytool(file, generate("authority", "authority-of-" + name, "-ext", "bc:c"));
        keytool(file, generate("key", name, "-signer", "authority"));
        keytool(file, List.of("-delete", "-alias", "authority"));
        return of(file);
    }

    private static ClientCertificate of(Path file) {
        try {
            return new ClientCertificate(file, (X509Certificate) load(file).getCertificate("key"));
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static List<String> generate(String alias, String name, String... more) {
        List<String> options = new ArrayList<>(List.of(
                "-genkeypair", "-alias", alias, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + name));
        options.addAll(List.of("-ext", "san=ip:127.0.0.1,dns:localhost", "-validity", "2"));
        options.addAll(List.of(more));
        return options;
    }

    private static void keytool(Path file, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(options);
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD));
        try {
            Process keytool =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    /** Writes a key store with which a server trusts this certificate. */
    Path trustStore(ScratchDirectory directory) {
        return trustStore(directory, List.of(this));
    }

    /** Writes a key store with which a server trusts the authorities of certificates. */
    static Path trustStore(ScratchDirectory directory, List<ClientCertificate> certificates) {
        Path file = directory.path().resolve("trusted.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            for (ClientCertificate each : certificates) {
                trusted.setCertificateEntry("trusted-" + trusted.size(), each.authority());
            }
            trusted.store(out, PASSWORD.toCharArray());
            return file;
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Returns the certificate of the authority that has signed this one, which is itself if that is self-signed. */
    private Certificate authority() throws IOException, GeneralSecurityException {
        Certificate[] chain = load(keyStore).getCertificateChain("key");
        return chain[chain.length - 1];
    }

    /** Returns a TLS context of a client that shows this certificate and trusts that of a server. */
    SSLContext trusting(ClientCertificate server) throws IOException, GeneralSecurityException {
        return context(Optional.of(this), server);
    }

    /** Returns a TLS context of a client that trusts a server's certificate, and shows one of its own if there is one. */
    static SSLContext context(Optional<ClientCertificate> own, ClientCertificate server)
            throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own.isEmpty() ? null : load(own.get().keyStore()), PASSWORD.toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("trusted", server.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** Returns the value of {@code cnf.x5t#S256} in tokens that are bound to it (RFC 8705 §3.1). */
    String thumbprint() {
        try {
            return Pkce.base64(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Returns the certificate in PEM, in the encoding of a header of a proxy. */
    String forHeader() {
        try {
            String pem = "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
            return URLEncoder.encode(pem, StandardCharsets.UTF_8).replace("+", "%20");
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
