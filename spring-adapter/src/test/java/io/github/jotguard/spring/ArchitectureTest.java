package io.github.jotguard.spring;

import static com.tngtech.archunit.base.DescribedPredicate.anyElementThat;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.github.jotguard.Explanation;
import io.github.jotguard.JwtVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The layout of the adapter, and what it must not do. */
@AnalyzeClasses(packages = "io.github.jotguard.spring", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.github.jotguard.spring";
    private static final String INTERNAL = "Internal: may change without notice.";
    private static final int MAX_FILES = 40;

    /** Each room and the rooms that use it: from the auto-configuration down to the responses of rejected requests. */
    @ArchTest
    static final ArchRule roomsUseOnlyRoomsBelow = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("autoconfigure")
            .definedBy(ROOT + ".autoconfigure")
            .layer("startup")
            .definedBy(ROOT + ".startup")
            .layer("actuator")
            .definedBy(ROOT + ".actuator")
            .layer("security")
            .definedBy(ROOT + ".security")
            .layer("reactive")
            .definedBy(ROOT + ".reactive")
            .layer("servlet")
            .definedBy(ROOT + ".servlet")
            .layer("caller")
            .definedBy(ROOT + ".caller")
            .layer("settings")
            .definedBy(ROOT + ".settings")
            .layer("root")
            .definedBy(ROOT)
            .layer("problem")
            .definedBy(ROOT + ".problem")
            .whereLayer("autoconfigure")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("startup")
            .mayOnlyBeAccessedByLayers("autoconfigure")
            .whereLayer("actuator")
            .mayOnlyBeAccessedByLayers("autoconfigure", "startup")
            .whereLayer("security")
            .mayOnlyBeAccessedByLayers("autoconfigure", "startup", "actuator")
            .whereLayer("reactive")
            .mayOnlyBeAccessedByLayers("autoconfigure", "startup", "security")
            .whereLayer("servlet")
            .mayOnlyBeAccessedByLayers("autoconfigure", "startup", "actuator")
            .whereLayer("caller")
            .mayOnlyBeAccessedByLayers("autoconfigure", "security", "reactive", "servlet")
            .whereLayer("root")
            .mayOnlyBeAccessedByLayers("autoconfigure", "security", "caller")
            .whereLayer("settings")
            .mayOnlyBeAccessedByLayers("autoconfigure", "startup", "security", "reactive", "servlet", "caller")
            .whereLayer("problem")
            .mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule everyClassIsInARoom = classes()
            .should()
            .resideInAnyPackage(
                    ROOT,
                    ROOT + ".actuator",
                    ROOT + ".autoconfigure",
                    ROOT + ".caller",
                    ROOT + ".problem",
                    ROOT + ".reactive",
                    ROOT + ".security",
                    ROOT + ".servlet",
                    ROOT + ".settings",
                    ROOT + ".startup");

    @ArchTest
    static final ArchRule autoConfigurationsAreNoApi =
            classes().that().resideInAPackage(ROOT + ".autoconfigure").should().notBePublic();

    @ArchTest
    static final ArchRule packageOfUsersNamesNoRoom = codeUnits()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .resideInAPackage(ROOT)
            .should()
            .notHaveRawReturnType(resideInAnyPackage(ROOT + ".*"))
            .andShould()
            .notHaveRawParameterTypes(anyElementThat(resideInAnyPackage(ROOT + ".*")));

    @ArchTest
    static void packageOfUsersHasOnlyWhatTheyName(JavaClasses classes) {
        assertThat(classes.stream().filter(type -> type.getPackageName().equals(ROOT)))
                .filteredOn(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .extracting(JavaClass::getSimpleName)
                .containsExactlyInAnyOrder("CurrentUser", "CurrentUserResolver", "ProblemResponses");
    }

    @ArchTest
    static void packagesAreSmall(JavaClasses classes) {
        Map<String, Long> files = classes.stream()
                .filter(JavaClass::isTopLevelClass)
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        assertThat(files)
                .containsKey(ROOT)
                .allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(MAX_FILES));
    }

    /** Marks are in the source alone, as Javadoc. */
    @ArchTest
    static void publicTypesOfRoomsAreMarked(JavaClasses classes) throws IOException {
        Map<String, String> sources = sources();
        assertThat(classes.stream().filter(type -> type.getPackageName().startsWith(ROOT + ".")))
                .filteredOn(JavaClass::isTopLevelClass)
                .filteredOn(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .isNotEmpty()
                .allSatisfy(type -> assertThat(sources.get(type.getSimpleName() + ".java"))
                        .as(type.getName())
                        .contains(INTERNAL));
    }

    private static Map<String, String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .collect(Collectors.toMap(file -> file.getFileName().toString(), ArchitectureTest::text));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** An explanation shows claims: it is for terminals and tests, never for answers. */
    @ArchTest
    static final ArchRule noTokenIsExplained = noClasses()
            .should()
            .callMethod(JwtVerifier.class, "explain", String.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Explanation.class);
}
