package io.github.jotguard.example.cases.casefile;

/** The progress of a case: the database's {@code casestatus}. */
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
