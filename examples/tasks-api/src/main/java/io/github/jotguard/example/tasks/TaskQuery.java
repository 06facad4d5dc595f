package io.github.jotguard.example.tasks;

import java.util.Locale;
import java.util.Optional;

/** Which tasks, and in which order; each constant is its own SQL, so that nothing of a request becomes any. */
record TaskQuery(Status status, Sort sort) {

    /** Which tasks. */
    enum Status {
        ALL("true"),
        PENDING("not completed"),
        COMPLETED("completed");

        final String condition;

        Status(String condition) {
            this.condition = condition;
        }
    }

    /** In which order. */
    enum Sort {
        CREATED("created_at desc, id"),
        TITLE("lower(title), id");

        final String order;

        Sort(String order) {
            this.order = order;
        }
    }

    static <E extends Enum<E>> Optional<E> constant(Class<E> type, String text) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }
}
