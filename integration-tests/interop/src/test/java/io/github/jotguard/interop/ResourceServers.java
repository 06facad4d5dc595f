package io.github.jotguard.interop;

import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.jwks.RemoteJwkSet;
import io.github.jotguard.testing.TestDpopKey;
import io.github.jotguard.testing.TestIssuer;
import io.github.jotguard.testing.TestKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Starts the servers of the differential test. The names are those of the table in {@code docs/verdicts.md}. */
final class ResourceServers {

    static final String JOTGUARD = "Jotguard";
    static final String JOTGUARD_WITH_NONCES = "Jotguard with nonces";

    private static final Duration LIFETIME = Duration.ofHours(2);

    private final TestIssuer issuer;
    private final Map<String, TestDpopKey> keys = new LinkedHashMap<>();
    private final Map<String, String> bound = new HashMap<>();

    ResourceServers(TestIssuer issuer) {
        this.issuer = issuer;
        for (String algorithm : new String[] {"ES256", "ES384", "ES512", "EdDSA", "PS256", "RS256"}) {
            keys.put(algorithm, TestDpopKey.generate(algorithm));
        }
        keys.put(RequestChange.SHORT_RSA, TestDpopKey.of(TestKey.generateRsa("RS256", 1024)));
        keys.forEach(
                (name, key) -> bound.put(name, issuer.token(t -> t.boundTo(key).expiresIn(LIFETIME))));
    }

    private ResourceServer of(String name, String address, boolean givesNonces, Runnable running) {
        return new ResourceServer(
                name, address, keys, bound, issuer.token(t -> t.expiresIn(LIFETIME)), givesNonces, running);
    }

    /** The servlet filter. */
    ResourceServer jotguard() {
        ServletApplication application = ServletApplication.start(settings(Map.of()), null);
        return of(JOTGUARD, address(application.port()), false, application::close);
    }

    /** The servlet filter, which requires nonces. */
    ResourceServer jotguardWithNonces() {
        ServletApplication application = ServletApplication.start(settings(Map.of("dpopNonce", "true")), null);
        return of(JOTGUARD_WITH_NONCES, address(application.port()), true, application::close);
    }

    /** Spring Security's chain with its own decoder. */
    ResourceServer springSecurity() {
        SpringApplicationUnderTest application = SpringSecurityApplication.start(issuer);
        return of("Spring Security", address(application.port()), false, application::close);
    }

    /** Better Auth's verifier of requests, in Node. */
    ResourceServer betterAuth() {
        int port = ServerProcess.freePort();
        Map<String, String> environment = Map.of(
                "PORT", Integer.toString(port),
                "ORIGIN", "http://localhost:" + port,
                "ISSUER", issuer.issuer(),
                "AUDIENCE", issuer.audience(),
                "JWKS_URI", issuer.jwksUri().toString());
        ServerProcess server = NodeServer.start("resource-server.mjs", "better-auth", environment);
        return of("Better Auth", address(port), false, server::close);
    }

    /** The UserInfo endpoint of oidc-provider, with tokens of its own. */
    ResourceServer oidcProvider() {
        OidcProvider server = OidcProvider.start();
        try {
            Map<String, String> tokens = new HashMap<>();
            for (String allowed : new String[] {ProvenRequest.DEFAULT_KEY, ProvenRequest.ANOTHER_KEY}) {
                TestDpopKey key = keys.get(allowed);
                tokens.put(allowed, server.userInfoToken(address -> key.proof("POST", address, "")));
            }
            // it issues none for keys of other algorithms
            keys.keySet().forEach(name -> tokens.putIfAbsent(name, tokens.get(ProvenRequest.DEFAULT_KEY)));
            String unbound = server.userInfoToken();
            String address = server.address().replace("127.0.0.1", "localhost") + "/me";
            return new ResourceServer("oidc-provider", address, keys, tokens, unbound, false, server::close);
        } catch (RuntimeException failure) {
            server.close();
            throw failure;
        }
    }

    private static String address(int port) {
        return "http://localhost:" + port + "/page";
    }

    private Settings settings(Map<String, String> more) {
        Map<String, String> params = new LinkedHashMap<>(Map.of(
                "issuer", issuer.issuer(),
                "jwksUri", issuer.jwksUri().toString(),
                "audience", issuer.audience(),
                "dpop", "accept"));
        params.putAll(more);
        return new Settings(
                () -> TrustedIssuer.builder(issuer.issuer(), RemoteJwkSet.at(issuer.jwksUri()))
                        .audience(issuer.audience()),
                Map.of(),
                params);
    }
}
