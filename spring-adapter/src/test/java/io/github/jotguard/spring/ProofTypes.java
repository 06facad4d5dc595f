package io.github.jotguard.spring;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.jotguard.VerifiedJwt;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Every class of the published modules, and those that are a proof: {@link VerifiedJwt}, its parsed claims, and whatever holds one of
 * them in a field, directly or through others.
 */
final class ProofTypes {

    private static final String ROOT = "io.github.jotguard";
    private static final String CLAIMS = ROOT + ".JwtClaims";
    /** Holds the claims of a token before anything of it is verified. */
    private static final String UNVERIFIED = ROOT + ".UnverifiedJwt";

    private ProofTypes() {}

    /** From the class files of core, servlet-filter, spring-adapter and testing, nested and non-public ones too. */
    static List<Class<?>> all() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(ROOT).stream()
                        .filter(type -> !type.getName().endsWith("-info"))
                        .map(ProofTypes::load)
                        .collect(Collectors.toUnmodifiableList());
    }

    private static Class<?> load(JavaClass type) {
        try {
            return Class.forName(type.getName(), false, ProofTypes.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError unloadable) {
            throw new AssertionError(type.getName(), unloadable);
        }
    }

    static Set<Class<?>> proofs() {
        Set<Class<?>> proofs = sorted();
        List<Class<?>> all = all();
        all.stream().filter(ProofTypes::isRoot).forEach(proofs::add);
        while (proofs.addAll(all.stream().filter(holdsOneOf(proofs)).toList())) {
            // until nothing more holds one
        }
        return proofs;
    }

    /** Packages that no application names in production. */
    static boolean isForTestsOrNotExported(Class<?> type) {
        return Set.of(ROOT + ".testing", ROOT + ".spring.test", ROOT + ".parsing")
                .contains(type.getPackageName());
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
