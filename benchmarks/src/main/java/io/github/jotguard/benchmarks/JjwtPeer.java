package io.github.jotguard.benchmarks;

import io.github.jotguard.testing.TestKey;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import java.security.Key;
import java.util.HashMap;
import java.util.Map;

/** jjwt, with Jackson. */
final class JjwtPeer implements Contender {

    private final JwtParser parser;

    JjwtPeer(Workload workload) {
        Map<Object, Key> byKeyId = new HashMap<>();
        for (TestKey key : workload.keys()) {
            byKeyId.put(
                    key.keyId(), workload.isSymmetric() ? Keys.hmacShaKeyFor(Workload.secret(key)) : key.publicKey());
        }
        this.parser = Jwts.parser()
                .keyLocator(header -> byKeyId.get(header.get("kid")))
                .requireIssuer(Workload.ISSUER)
                .requireAudience(Workload.AUDIENCE)
                .build();
    }

    @Override
    public Identity verify(String token) {
        Claims claims = parser.parseSignedClaims(token).getPayload();
        return new Identity(claims.getSubject(), claims.get("email", String.class));
    }
}
