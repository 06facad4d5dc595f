package io.github.jotguard.example.cases.casefile;

import org.jspecify.annotations.Nullable;

/**
 * Which cases of a user, in which order, and which part of them.
 *
 * @param status only these, or null
 * @param type only these, or null
 * @param text in name or description, upper or lower case alike, or null
 * @param sort member to sort by
 * @param order {@code asc} or {@code desc}
 * @param page from 0
 * @param size 1 to 100
 */
record CaseQuery(
        @Nullable CaseStatus status,
        @Nullable CaseType type,
        @Nullable String text,
        String sort,
        String order,
        int page,
        int size) {

    static final int MAX_TEXT = 100;
    static final String SORTS = "createdAt|updatedAt|name";
    static final String ORDERS = "asc|desc";

    /** SQL of our own: what a client sends only chooses among constants. */
    String orderBy() {
        String direction = order.equals("asc") ? "asc" : "desc";
        String column =
                switch (sort) {
                    case "name" -> "lower(name)";
                    case "updatedAt" -> "updated_at";
                    default -> "created_at";
                };
        return column + " " + direction + ", id " + direction;
    }

    long offset() {
        return (long) page * size;
    }
}
