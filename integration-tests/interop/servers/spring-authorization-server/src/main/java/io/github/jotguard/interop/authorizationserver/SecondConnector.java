package io.github.jotguard.interop.authorizationserver;

import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A second port with TLS, where a client can show a certificate of any authority (RFC 8705 §2.2). */
@Configuration(proxyBeanMethods = false)
class SecondConnector {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tls(
            @Value("${tls.port}") int port,
            @Value("${tls.key-store}") String keyStore,
            @Value("${tls.password}") String password) {
        return factory -> factory.addAdditionalConnectors(connector(port, keyStore, password));
    }

    private static Connector connector(int port, String keyStore, String password) {
        SSLHostConfig tls = new SSLHostConfig();
        tls.setCertificateVerification("optional");
        tls.setTrustManagerClassName(AnyCertificate.class.getName());
        SSLHostConfigCertificate certificate =
                new SSLHostConfigCertificate(tls, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setCertificateKeystoreFile(keyStore);
        certificate.setCertificateKeystorePassword(password);
        certificate.setCertificateKeystoreType("PKCS12");
        tls.addCertificate(certificate);
        Connector connector = new Connector();
        connector.setScheme("https");
        connector.setSecure(true);
        connector.setPort(port);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("SSLEnabled", "true");
        connector.addSslHostConfig(tls);
        return connector;
    }
}
