package io.github.jotguard.interop;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.zip.ZipFile;

/** A private key that mock-oauth2-server has in its published jar, and signs with unless it is told otherwise. */
final class PublishedKey {

    private PublishedKey() {}

    /** Returns a token that the server never issued. */
    static String forge(String issuer, String audience) throws Exception {
        RSAKey key = firstKey();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("default").build(),
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .audience(audience)
                        .subject("somebody")
                        .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                        .build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static RSAKey firstKey() throws Exception {
        for (String entry : Installed.classPath("mock-oauth2-server").split(File.pathSeparator, -1)) {
            if (entry.contains("mock-oauth2-server")) {
                try (ZipFile jar = new ZipFile(entry);
                        InputStream keys = jar.getInputStream(jar.getEntry("mock-oauth2-server-keys.json"))) {
                    String text = new String(keys.readAllBytes(), StandardCharsets.UTF_8);
                    return JWKSet.parse(text).getKeys().get(0).toRSAKey();
                }
            }
        }
        throw new IllegalStateException("no jar of mock-oauth2-server");
    }
}
