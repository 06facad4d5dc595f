package io.github.jotguard;

import static com.tngtech.archunit.base.DescribedPredicate.anyElementThat;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** The rules for the layout of the library that the module system cannot express. */
@AnalyzeClasses(packages = "io.github.jotguard", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.github.jotguard";

    /** Each room and the rooms that it may use: issuers, jwks, jwk, root, then the hidden rooms below. */
    @ArchTest
    static final ArchRule roomsUseOnlyRoomsBelow = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("issuers")
            .definedBy(ROOT + ".issuers")
            .layer("jwks")
            .definedBy(ROOT + ".jwks")
            .layer("jwk")
            .definedBy(ROOT + ".jwk")
            .layer("root")
            .definedBy(ROOT)
            .layer("bearer")
            .definedBy(ROOT + ".bearer")
            .layer("dpop")
            .definedBy(ROOT + ".dpop")
            .layer("signature")
            .definedBy(ROOT + ".signature")
            .layer("secret")
            .definedBy(ROOT + ".secret")
            .layer("http")
            .definedBy(ROOT + ".http")
            .layer("json")
            .definedBy(ROOT + ".json")
            .layer("logging")
            .definedBy(ROOT + ".logging")
            .layer("settings")
            .definedBy(ROOT + ".settings")
            .whereLayer("settings")
            .mayNotAccessAnyLayer()
            .whereLayer("issuers")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("jwks")
            .mayOnlyBeAccessedByLayers("issuers")
            .whereLayer("jwk")
            .mayOnlyBeAccessedByLayers("jwks", "dpop")
            .whereLayer("root")
            .mayOnlyBeAccessedByLayers("issuers", "jwks", "jwk", "bearer", "dpop", "signature")
            .whereLayer("bearer")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("dpop")
            .mayOnlyBeAccessedByLayers("bearer")
            .whereLayer("http")
            .mayOnlyBeAccessedByLayers("jwks")
            .whereLayer("secret")
            .mayOnlyBeAccessedByLayers("root", "dpop")
            .whereLayer("signature")
            .mayOnlyBeAccessedByLayers("root", "jwk", "dpop");

    @ArchTest
    static final ArchRule signaturesKnowAlgorithmsAndNoTokens = noClasses()
            .that()
            .resideInAPackage(ROOT + ".signature")
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT)
                    .and(not(assignableTo(JwsAlgorithm.class)))
                    .and(not(belongToAnyOf(JwsAlgorithm.class))));

    @ArchTest
    static final ArchRule javaCryptographyIsInOneRoom = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".signature", ROOT + ".testing..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.security.Signature")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("javax.crypto.Mac");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nimbusParsesKeysAndNothingElse = noClasses()
            .that()
            .doNotHaveSimpleName("JwkParser")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.nimbusds..");

    @ArchTest
    static final ArchRule caffeineHoldsVerifiedTokensAndNothingElse = noClasses()
            .that()
            .haveSimpleNameNotStartingWith("VerifiedTokenCache")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.github.benmanes..");

    @ArchTest
    static final ArchRule timeIsAClock = noClasses()
            .that()
            .doNotHaveSimpleName("SystemRefreshScheduler")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone");

    @ArchTest
    static final ArchRule namesSaySomething = noClasses()
            .should()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameStartingWith("Abstract");

    @ArchTest
    static final ArchRule publicMethodsAndConstructorsSpeakJavaOnly = codeUnits()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .should()
            .notHaveRawReturnType(thirdParty())
            .andShould()
            .notHaveRawParameterTypes(anyElementThat(thirdParty()));

    private static DescribedPredicate<JavaClass> thirdParty() {
        return DescribedPredicate.describe(
                "of a third party",
                type -> type.getPackageName().startsWith("com.")
                        || type.getPackageName().startsWith("org.slf4j"));
    }
}
