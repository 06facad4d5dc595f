package io.github.jotguard.example.cases.casefile;

/** How far a case is: the database's {@code casestatus}. */
public enum CaseStatus {
    /** Being written; the default. */
    DRAFT,
    /** Its files are being read. */
    PROCESSING,
    /** Can be worked with. */
    READY,
    /** Reading its files failed. */
    ERROR
}
