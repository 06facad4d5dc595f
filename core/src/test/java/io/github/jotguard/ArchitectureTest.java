package io.github.jotguard;

import static com.tngtech.archunit.base.DescribedPredicate.anyElementThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** What the module system cannot say about how the library is laid out. */
@AnalyzeClasses(packages = "io.github.jotguard", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.github.jotguard";

    @ArchTest
    static final ArchRule verifyingKnowsNothingOfWhereKeysComeFrom = noClasses()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".jwks", ROOT + ".issuers");

    @ArchTest
    static final ArchRule obtainingKeysKnowsNoIssuers = noClasses()
            .that()
            .resideInAPackage(ROOT + ".jwks")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".issuers");

    @ArchTest
    static final ArchRule parsingKnowsNothing = noClasses()
            .that()
            .resideInAPackage(ROOT + ".parsing")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT, ROOT + ".jwks", ROOT + ".issuers");

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
            .doNotHaveSimpleName("SystemTimeline")
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
