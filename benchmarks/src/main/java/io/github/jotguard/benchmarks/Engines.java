package io.github.jotguard.benchmarks;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The signature engines that are compared. */
final class Engines {

    private Engines() {}

    static Provider named(String engine) {
        return switch (engine) {
            case "BC" -> new BouncyCastleProvider();
            case "ACCP" -> new AmazonCorrettoCryptoProvider();
            default -> throw new IllegalArgumentException(engine);
        };
    }
}
