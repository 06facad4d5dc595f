package io.github.jotguard.example.cases.casefile;

/** The subject of a case: the database's {@code casetype}. */
public enum CaseType {
    /** Deception for gain. */
    FRAUD,
    /** Companies and their affairs. */
    CORPORATE,
    /** Between private parties. */
    CIVIL,
    /** Prosecuted by the state. */
    CRIMINAL,
    /** Anything else; the default. */
    OTHER
}
