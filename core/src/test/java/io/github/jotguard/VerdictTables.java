package io.github.jotguard;

import org.junit.jupiter.api.Test;

/**
 * Each table of verdicts as one test, for mutation testing alone: it runs for each of some thousand mutants what covers it, and to begin a
 * test takes it longer than a verdict.
 */
class VerdictTables {

    @Test
    void structure() {
        StructureVerdictsTest.cases().forEach(VerdictCase::check);
    }

    @Test
    void encoding() {
        EncodingVerdictsTest.cases().forEach(VerdictCase::check);
    }

    @Test
    void header() {
        HeaderVerdictsTest.cases().forEach(VerdictCase::check);
    }

    @Test
    void algorithms() {
        AlgorithmVerdictsTest.cases().forEach(VerdictCase::check);
    }

    @Test
    void claims() {
        ClaimVerdictsTest.cases().forEach(VerdictCase::check);
    }

    @Test
    void times() {
        TimeVerdictsTest.cases().forEach(VerdictCase::check);
    }

    @Test
    void sharedSecrets() {
        SharedSecretVerdictsTest.cases().forEach(VerdictCase::check);
    }

    @Test
    void signatures() {
        SignatureVerdictsTest.cases().forEach(VerdictCase::check);
    }

    @Test
    void rsa() {
        RsaVerdictsTest.cases().forEach(VerdictCase::check);
    }
}
