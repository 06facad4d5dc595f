package io.github.jotguard.interop.authorizationserver;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** An RSA and an EC key, which the tests rotate over a port of its own. */
@Configuration(proxyBeanMethods = false)
class Keys {

    private final AtomicReference<List<JWK>> keys = new AtomicReference<>(newKeys());

    private static List<JWK> newKeys() {
        try {
            return List.of(
                    new RSAKeyGenerator(2048)
                            .keyUse(KeyUse.SIGNATURE)
                            .keyID(UUID.randomUUID().toString())
                            .generate(),
                    new ECKeyGenerator(Curve.P_256)
                            .keyUse(KeyUse.SIGNATURE)
                            .keyID(UUID.randomUUID().toString())
                            .generate());
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Bean
    JWKSource<SecurityContext> jwkSource() {
        return (selector, context) -> selector.select(new JWKSet(keys.get()));
    }

    /** Signs with the first of the keys that fit, which is the newest. */
    @Bean
    JwtEncoder jwtEncoder(JWKSource<SecurityContext> source) {
        NimbusJwtEncoder encoder = new NimbusJwtEncoder(source);
        encoder.setJwkSelector(fitting -> fitting.get(0));
        return encoder;
    }

    @Bean(destroyMethod = "")
    HttpServer keyControl(@Value("${control.port}") int port) throws IOException {
        HttpServer control = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        on(control, "/rotate", this::rotate);
        on(control, "/retire", this::retire);
        control.start();
        return control;
    }

    private static void on(HttpServer control, String path, Runnable act) {
        control.createContext(path, exchange -> {
            act.run();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
    }

    private void rotate() {
        List<JWK> all = new ArrayList<>(newKeys());
        all.addAll(keys.get());
        keys.set(all);
    }

    private void retire() {
        keys.set(keys.get().subList(0, 2));
    }
}
