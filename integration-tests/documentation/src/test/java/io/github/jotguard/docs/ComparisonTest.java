package io.github.jotguard.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.auth0.jwk.Jwk;
import com.auth0.jwk.JwkException;
import com.auth0.jwk.JwkProvider;
import com.auth0.jwk.JwkProviderBuilder;
import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.RSAKeyProvider;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.jwks.RemoteJwkSet;
import io.github.jotguard.testing.CompactJws;
import io.github.jotguard.testing.TestIssuer;
import io.jsonwebtoken.Jwts;
import java.net.MalformedURLException;
import java.net.URL;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** The table of docs/comparison.md: the rows that need no measurement of time, each with every verifier that has a column. */
class ComparisonTest {

    /** The lines of the page may wrap between a name and its version. */
    private static final String PAGE = Documents.text("docs/comparison.md").replaceAll("\\s+", " ");

    /** A verifier with the defaults of its library, for the keys of an issuer. */
    private interface Verifier {
        void verify(String token) throws Exception;
    }

    private enum Peer {
        NIMBUS {
            @Override
            Verifier verifier(TestIssuer issuer) throws MalformedURLException {
                DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
                processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                        Set.of(JWSAlgorithm.RS256, JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519),
                        JWKSourceBuilder.create(issuer.jwksUri().toURL()).build()));
                return token -> processor.process(token, null);
            }
        },
        SPRING_SECURITY {
            @Override
            Verifier verifier(TestIssuer issuer) {
                NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(
                                issuer.jwksUri().toString())
                        .jwsAlgorithms(algorithms -> algorithms.addAll(List.of(SignatureAlgorithm.values())))
                        .build();
                return decoder::decode;
            }
        },
        JOSE4J {
            @Override
            Verifier verifier(TestIssuer issuer) {
                HttpsJwks keys = new HttpsJwks(issuer.jwksUri().toString());
                return new JwtConsumerBuilder()
                        .setVerificationKeyResolver(new HttpsJwksVerificationKeyResolver(keys))
                        .setExpectedAudience(false, issuer.audience())
                        .build()::processToClaims;
            }
        },
        JAVA_JWT {
            @Override
            Verifier verifier(TestIssuer issuer) throws MalformedURLException {
                URL jwksUri = issuer.jwksUri().toURL();
                return JWT.require(Algorithm.RSA256(new RsaKeys(new JwkProviderBuilder(jwksUri).build())))
                        .build()::verify;
            }
        },
        JOTGUARD {
            @Override
            Verifier verifier(TestIssuer issuer) {
                return JwtVerifier.trusting(TrustedIssuer.builder(issuer.issuer(), RemoteJwkSet.at(issuer.jwksUri()))
                        .audience(issuer.audience())
                        .build())::verify;
            }
        };

        abstract Verifier verifier(TestIssuer issuer) throws Exception;
    }

    @TestFactory
    Stream<DynamicTest> verifiesEdDsaFromAJwkSet() {
        return eachPeer("EdDSA", (peer, issuer) -> assertThat(accepts(peer.verifier(issuer), issuer.token()))
                .isEqualTo(EnumSet.of(Peer.JOSE4J, Peer.JOTGUARD).contains(peer)));
    }

    @TestFactory
    Stream<DynamicTest> acceptsAGoodToken() {
        return eachPeer("RS256", (peer, issuer) -> assertThatCode(
                        () -> peer.verifier(issuer).verify(issuer.token()))
                .doesNotThrowAnyException());
    }

    @TestFactory
    Stream<DynamicTest> usesTheGoodKeysOfASetWithAMalformedOne() {
        return eachPeer("RS256", (peer, issuer) -> {
            issuer.serveExtraKey("{\"kty\":\"RSA\",\"kid\":\"malformed\",\"use\":\"sig\",\"n\":\"AQAB\"}");
            assertThat(accepts(peer.verifier(issuer), issuer.token()))
                    .isEqualTo(EnumSet.of(Peer.JOSE4J, Peer.JAVA_JWT, Peer.JOTGUARD)
                            .contains(peer));
        });
    }

    @TestFactory
    Stream<DynamicTest> acceptsASecondSpelling() {
        return eachPeer("RS256", (peer, issuer) -> {
            String token = issuer.token();
            assertThat(accepts(peer.verifier(issuer), secondSpelling(token))).isEqualTo(peer != Peer.JOTGUARD);
        });
    }

    @TestFactory
    Stream<DynamicTest> rejectsAnUnknownCriticalHeader() {
        return eachPeer("RS256", (peer, issuer) -> {
            String token =
                    issuer.token(t -> t.header("crit", List.of("example")).header("example", true));
            assertThat(accepts(peer.verifier(issuer), token)).isEqualTo(peer == Peer.JAVA_JWT);
        });
    }

    @TestFactory
    Stream<DynamicTest> requiresIssuerAudienceAndExpirationByDefault() {
        return Stream.of("iss", "aud", "exp")
                .flatMap(claim -> eachPeer("RS256", (peer, issuer) -> {
                    String token = issuer.token(t -> t.withoutClaim(claim));
                    assertThat(accepts(peer.verifier(issuer), token)).as(claim).isEqualTo(peer != Peer.JOTGUARD);
                }));
    }

    @TestFactory
    Stream<DynamicTest> boundsTheRequestsOfUnknownKeys() {
        return eachPeer("RS256", (peer, issuer) -> {
            Verifier verifier = peer.verifier(issuer);
            verifier.verify(issuer.token());
            issuer.resetRequests();
            for (int i = 0; i < 200; i++) {
                String kid = "unknown-" + i;
                assertThat(accepts(verifier, issuer.token(t -> t.keyId(kid)))).isFalse();
            }
            switch (peer) {
                case SPRING_SECURITY -> assertThat(issuer.requests()).isEqualTo(200);
                case JAVA_JWT -> assertThat(issuer.requests()).isBetween(9, 12);
                // by time: a slow machine may see one or two more
                default -> assertThat(issuer.requests()).isLessThan(10);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> requestsKeysForAnExpiredToken() {
        return eachPeer("RS256", (peer, issuer) -> {
            String token = issuer.token(t -> t.expiresIn(Duration.ofHours(-1)).keyId("unknown"));
            assertThat(accepts(peer.verifier(issuer), token)).isFalse();
            int expected =
                    switch (peer) {
                        case NIMBUS, SPRING_SECURITY, JAVA_JWT -> 2;
                        case JOSE4J -> 1;
                        case JOTGUARD -> 0;
                    };
            assertThat(issuer.requests()).isEqualTo(expected);
        });
    }

    @Test
    void jjwtVerifiesEdDsaAndAcceptsASecondSpelling() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String token = Jwts.builder()
                .subject("u1")
                .signWith(pair.getPrivate(), Jwts.SIG.EdDSA)
                .compact();
        Verifier verifier =
                text -> Jwts.parser().verifyWith(pair.getPublic()).build().parseSignedClaims(text);

        assertThat(accepts(verifier, token)).isTrue();
        assertThat(accepts(verifier, secondSpelling(token))).isTrue();
        assertThat(accepts(verifier, changed(token))).isFalse();
    }

    @Test
    void namesTheVersionsThatAreTested() {
        String pom = Documents.text("pom.xml") + Documents.text("integration-tests/documentation/pom.xml");

        assertThat(PAGE)
                .contains("Nimbus " + version(pom, "nimbus-jose-jwt"))
                .contains("Spring Security " + version(pom, "spring-security"))
                .contains("jose4j " + version(pom, "jose4j"))
                .contains("java-jwt " + version(pom, "java-jwt") + " with jwks-rsa " + version(pom, "jwks-rsa"))
                .contains("jjwt " + version(pom, "jjwt"));
    }

    private static String version(String pom, String artifact) {
        List<String> found = Pattern.compile("<" + artifact + "\\.version>([^<]+)<")
                .matcher(pom)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
        assertThat(found).as(artifact).hasSize(1);
        return found.get(0);
    }

    private interface Row {
        void check(Peer peer, TestIssuer issuer) throws Exception;
    }

    private static Stream<DynamicTest> eachPeer(String algorithm, Row row) {
        return Stream.of(Peer.values())
                .map(peer -> DynamicTest.dynamicTest(peer.name(), () -> {
                    try (TestIssuer issuer =
                            TestIssuer.builder().algorithm(algorithm).start()) {
                        row.check(peer, issuer);
                    }
                }));
    }

    private static boolean accepts(Verifier verifier, String token) {
        try {
            verifier.verify(token);
            return true;
        } catch (Exception rejected) {
            return false;
        }
    }

    /** The same bytes in other text: the unused low bits of the last character are set. */
    private static String secondSpelling(String token) {
        char last = token.charAt(token.length() - 1);
        assertThat(CompactJws.parse(token).signaturePart().length() % 4)
                .as("characters with unused bits")
                .isEqualTo(2);
        return token.substring(0, token.length() - 1) + (char) (last + 1);
    }

    private static String changed(String token) {
        CompactJws jws = CompactJws.parse(token);
        String signature = jws.signaturePart();
        return jws.signaturePart((signature.charAt(0) == 'A' ? 'B' : 'A') + signature.substring(1))
                .toString();
    }

    private record RsaKeys(JwkProvider provider) implements RSAKeyProvider {

        @Override
        public RSAPublicKey getPublicKeyById(String keyId) {
            try {
                Jwk key = provider.get(keyId);
                return (RSAPublicKey) key.getPublicKey();
            } catch (JwkException unusable) {
                throw new IllegalStateException(unusable);
            }
        }

        @Override
        public RSAPrivateKey getPrivateKey() {
            return null;
        }

        @Override
        public String getPrivateKeyId() {
            return null;
        }
    }
}
