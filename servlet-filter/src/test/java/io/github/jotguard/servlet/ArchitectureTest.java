package io.github.jotguard.servlet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.github.jotguard.Explanation;
import io.github.jotguard.JwtVerifier;

/** Rules that the adapter must keep. */
@AnalyzeClasses(packages = "io.github.jotguard.servlet", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** An explanation shows claims: it is for terminals and tests, never for answers. */
    @ArchTest
    static final ArchRule noTokenIsExplained = noClasses()
            .should()
            .callMethod(JwtVerifier.class, "explain", String.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Explanation.class);
}
