package io.github.jotguard.example.support;

import java.util.Optional;

/**
 * The caller.
 *
 * @param userId the id in Better Auth's {@code "user"} table; empty if it knows no user with the email of the token
 * @param hasActiveSession whether the user is signed in: Better Auth's {@code session} table has a row that has not expired
 */
record Caller(Optional<String> userId, boolean hasActiveSession) {

    static Caller unknown() {
        return new Caller(Optional.empty(), false);
    }

    static Caller of(String userId, boolean hasActiveSession) {
        return new Caller(Optional.of(userId), hasActiveSession);
    }
}
