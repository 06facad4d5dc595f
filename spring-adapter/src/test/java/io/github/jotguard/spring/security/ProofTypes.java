package io.github.jotguard.spring.security;

import io.github.jotguard.VerifiedJwt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Every class of the published modules, and those that are a proof: {@link VerifiedJwt}, its parsed claims, and whatever holds one of
 * them in a field, directly or through others.
 */
final class ProofTypes {

    private static final String ROOT = "io.github.jotguard";
    private static final String PATH = "io/github/jotguard/";
    private static final String CLASS_FILES = "classpath*:" + PATH + "**/*.class";
    private static final String CLAIMS = ROOT + ".JwtClaims";
    /** Holds the claims of a token before anything of it is verified. */
    private static final String UNVERIFIED = ROOT + ".UnverifiedJwt";

    private static final Set<String> NOT_FOR_APPLICATIONS = Stream.concat(
                    Stream.of(
                            "testing",
                            "spring.test",
                            "bearer",
                            "http",
                            "json",
                            "jwk",
                            "secret",
                            "settings",
                            "signature"),
                    Stream.of("actuator", "caller", "problem", "reactive", "security", "servlet", "settings", "startup")
                            .map(room -> "spring." + room))
            .map(room -> ROOT + "." + room)
            .collect(Collectors.toUnmodifiableSet());

    private static final List<Class<?>> ALL = read();
    private static final Set<Class<?>> PROOFS = find();

    private ProofTypes() {}

    /** From the class files of core, servlet-filter, spring-adapter and testing, nested and non-public ones too. */
    static List<Class<?>> all() {
        return ALL;
    }

    /** Ordered by name. */
    static Set<Class<?>> proofs() {
        return PROOFS;
    }

    /** Once for all tests, by name alone: parsing the class files takes seconds. */
    private static List<Class<?>> read() {
        try {
            return Stream.of(new PathMatchingResourcePatternResolver().getResources(CLASS_FILES))
                    .map(ProofTypes::address)
                    .filter(address -> !address.contains("/test-classes/") && !address.endsWith("-info.class"))
                    .map(address -> load(className(address)))
                    .collect(Collectors.toUnmodifiableList());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String address(Resource classFile) {
        try {
            return classFile.getURL().toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String className(String address) {
        String path = address.substring(address.lastIndexOf(PATH), address.length() - ".class".length());
        return path.replace('/', '.');
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ProofTypes.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError unloadable) {
            throw new AssertionError(name, unloadable);
        }
    }

    private static Set<Class<?>> find() {
        Set<Class<?>> proofs = sorted();
        ALL.stream().filter(ProofTypes::isRoot).forEach(proofs::add);
        while (proofs.addAll(ALL.stream().filter(holdsOneOf(proofs)).toList())) {
            // until nothing more holds one
        }
        return Collections.unmodifiableSet(proofs);
    }

    /** Packages that no application names in production. */
    static boolean isForTestsOrNotExported(Class<?> type) {
        return NOT_FOR_APPLICATIONS.contains(type.getPackageName());
    }

    private static Set<Class<?>> sorted() {
        return new TreeSet<>((one, other) -> one.getName().compareTo(other.getName()));
    }

    private static boolean isRoot(Class<?> type) {
        return VerifiedJwt.class.isAssignableFrom(type) || type.getName().equals(CLAIMS);
    }

    private static Predicate<Class<?>> holdsOneOf(Set<Class<?>> proofs) {
        return type -> !Throwable.class.isAssignableFrom(type)
                && !type.getName().equals(UNVERIFIED)
                && Arrays.stream(type.getDeclaredFields())
                        .filter(field -> !Modifier.isStatic(field.getModifiers()))
                        .map(Field::getType)
                        .anyMatch(proofs::contains);
    }
}
