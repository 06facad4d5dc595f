package io.github.jotguard.benchmarks.process;

import io.github.jotguard.benchmarks.process.ClassPaths.Part;
import io.github.jotguard.testing.TestIssuer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An application by what protects it. */
enum Contender {
    NONE("none"),
    JOTGUARD("Jotguard"),
    JOTGUARD_UNDER_SECURITY("Jotguard under Spring Security"),
    SPRING_SECURITY("Spring Security alone");

    private final String title;

    Contender(String title) {
        this.title = title;
    }

    private Set<Part> parts() {
        return switch (this) {
            case NONE -> Set.of(Part.LOGBACK);
            case JOTGUARD -> Set.of(Part.LOGBACK, Part.JOTGUARD);
            case JOTGUARD_UNDER_SECURITY -> Set.of(Part.LOGBACK, Part.JOTGUARD, Part.SPRING_SECURITY);
            case SPRING_SECURITY -> Set.of(Part.LOGBACK, Part.SPRING_SECURITY);
        };
    }

    String title() {
        return title;
    }

    /** Returns whether requests need a token. */
    boolean isProtected() {
        return this != NONE;
    }

    String classPath() {
        return ClassPaths.of(parts());
    }

    /** Returns the settings, each contender's as its documentation says. */
    List<String> settings(TestIssuer issuer, String algorithm) {
        List<String> settings = new ArrayList<>(List.of(
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--server.tomcat.max-keep-alive-requests=-1",
                "--spring.main.banner-mode=off"));
        if (parts().contains(Part.JOTGUARD)) {
            settings.add("--jotguard.issuer=" + issuer.issuer());
            settings.add("--jotguard.jwks-uri=" + issuer.jwksUri());
            settings.add("--jotguard.audience=" + issuer.audience());
            settings.add("--jotguard.algorithms=" + algorithm);
        } else if (parts().contains(Part.SPRING_SECURITY)) {
            String prefix = "--spring.security.oauth2.resourceserver.jwt.";
            settings.add(prefix + "issuer-uri=" + issuer.issuer());
            settings.add(prefix + "jwk-set-uri=" + issuer.jwksUri());
            settings.add(prefix + "audiences=" + issuer.audience());
            settings.add(prefix + "jws-algorithms=" + algorithm);
        }
        return settings;
    }
}
