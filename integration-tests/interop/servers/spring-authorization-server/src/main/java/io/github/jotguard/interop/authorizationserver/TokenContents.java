package io.github.jotguard.interop.authorizationserver;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/** Adds claims to access tokens, by client. Those of the clients "for itself" are as they come. */
@Configuration(proxyBeanMethods = false)
class TokenContents {

    private static final String API = "cases-api";

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> contents() {
        return context -> {
            String client = context.getRegisteredClient().getClientId();
            if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType()) && !client.endsWith("for-itself")) {
                context.getClaims().audience(List.of(API));
                customize(client, context);
            }
        };
    }

    private static void customize(String client, JwtEncodingContext context) {
        switch (client) {
            case "service-rfc9068" -> {
                context.getJwsHeader().type("at+jwt");
                context.getClaims().claim("client_id", client).claim("scope", "read");
            }
            case "service-es256" -> context.getJwsHeader().algorithm(SignatureAlgorithm.ES256);
            case "service-ps256" -> context.getJwsHeader().algorithm(SignatureAlgorithm.PS256);
            case "service-late" -> {
                Instant hourAgo = Instant.now().minus(Duration.ofHours(1));
                context.getClaims().issuedAt(hourAgo.minusSeconds(60)).notBefore(hourAgo.minusSeconds(60));
                context.getClaims().expiresAt(hourAgo);
            }
            default -> {
                // the audience alone
            }
        }
    }
}
