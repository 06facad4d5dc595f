package io.github.jotguard.benchmarks.process;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.servlet.BearerTokenFilter;
import io.github.jotguard.spring.CurrentUser;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The class path of a process: that of this one, without what the process is to be measured without. */
final class ClassPaths {

    /** Dependencies of other benchmarks only: peers, engines, WebFlux. */
    private static final List<String> NEVER = List.of(
            "spring-webflux",
            "spring-boot-webflux",
            "reactor-",
            "reactive-streams",
            "netty-",
            "vertx-",
            "tink-",
            "protobuf-",
            "jose4j",
            "jjwt-",
            "java-jwt",
            "fusionauth",
            "jmh-",
            "gson",
            "jackson-core-2",
            "jackson-databind-2");

    private static final List<String> SECURITY = List.of(
            "spring-security-",
            "spring-boot-security",
            "spring-boot-starter-security",
            "spring-boot-starter-oauth2-resource-server");
    private static final String BOUNCY_CASTLE = "bcprov-";
    private static final String ACCP = "AmazonCorrettoCryptoProvider-";
    private static final String LOGBACK = "logback-";
    private static final String NIMBUS = "nimbus-jose-jwt";

    private ClassPaths() {}

    /** Returns the class path of an application. */
    static String of(Set<Part> parts) {
        List<String> without = new ArrayList<>(NEVER);
        if (!parts.contains(Part.SPRING_SECURITY)) {
            without.addAll(SECURITY);
        }
        if (!parts.contains(Part.LOGBACK)) {
            without.add(LOGBACK);
        }
        if (!parts.contains(Part.BOUNCY_CASTLE)) {
            without.add(BOUNCY_CASTLE);
        }
        if (!parts.contains(Part.ACCP)) {
            without.add(ACCP);
        }
        boolean hasJotguard = parts.contains(Part.JOTGUARD);
        if (!hasJotguard && !parts.contains(Part.SPRING_SECURITY)) {
            without.add(NIMBUS);
        }
        List<Path> ours = List.of(
                locationOf(JwtVerifier.class), locationOf(BearerTokenFilter.class), locationOf(CurrentUser.class));
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry ->
                        without.stream().noneMatch(Path.of(entry).getFileName().toString()::startsWith))
                .filter(entry -> hasJotguard || !ours.contains(Path.of(entry).toAbsolutePath()))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path locationOf(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .toAbsolutePath();
    }

    /** A group of class path entries that a process can have. */
    enum Part {
        JOTGUARD,
        SPRING_SECURITY,
        LOGBACK,
        BOUNCY_CASTLE,
        ACCP
    }
}
