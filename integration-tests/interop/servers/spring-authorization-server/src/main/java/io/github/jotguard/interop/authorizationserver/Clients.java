package io.github.jotguard.interop.authorizationserver;

import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** The clients. A client's secret is its name with {@code -secret}: two clients cannot share one. */
@Configuration(proxyBeanMethods = false)
class Clients {

    static final String REDIRECT = "http://127.0.0.1:1/callback";

    @Bean
    UserDetailsService users() {
        return new InMemoryUserDetailsManager(User.withUsername("alice")
                .password("{noop}password")
                .roles("USER")
                .build());
    }

    @Bean
    RegisteredClientRepository registeredClients() {
        return new InMemoryRegisteredClientRepository(
                web("web"),
                web("web-for-itself"),
                service("service", token -> {}),
                service("service-for-itself", token -> {}),
                service("service-rfc9068", token -> {}),
                service("service-es256", token -> {}),
                service("service-ps256", token -> {}),
                service("service-late", token -> {}),
                service("service-opaque", token -> token.accessTokenFormat(OAuth2TokenFormat.REFERENCE)),
                service("service-with-secret-and-certificate", token -> token.x509CertificateBoundAccessTokens(true)),
                serviceWithCertificate());
    }

    /** A client that its certificate authenticates (RFC 8705 §2.1.1). */
    private static RegisteredClient serviceWithCertificate() {
        TokenSettings bound =
                TokenSettings.builder().x509CertificateBoundAccessTokens(true).build();
        return RegisteredClient.withId("service-with-certificate")
                .clientId("service-with-certificate")
                .clientAuthenticationMethod(ClientAuthenticationMethod.TLS_CLIENT_AUTH)
                .clientSettings(ClientSettings.builder()
                        .x509CertificateSubjectDN("CN=client")
                        .build())
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .tokenSettings(bound)
                .scope("read")
                .build();
    }

    private static RegisteredClient web(String name) {
        return client(name)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                .redirectUri(REDIRECT)
                .scope("openid")
                .build();
    }

    private static RegisteredClient service(String name, Consumer<TokenSettings.Builder> settings) {
        TokenSettings.Builder token = TokenSettings.builder();
        settings.accept(token);
        return client(name)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .tokenSettings(token.build())
                .build();
    }

    private static RegisteredClient.Builder client(String name) {
        return RegisteredClient.withId(name)
                .clientId(name)
                .clientSecret("{noop}" + name + "-secret")
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .scope("read");
    }
}
