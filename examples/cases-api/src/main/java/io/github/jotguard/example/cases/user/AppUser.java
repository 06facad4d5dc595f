package io.github.jotguard.example.cases.user;

import org.jspecify.annotations.Nullable;

/**
 * The user who is calling, as this API shows them.
 *
 * @param id the {@code sub} of their tokens
 * @param image address of a picture, or null
 */
public record AppUser(
        String id, String name, String email, @Nullable String image) {

    static AppUser of(BetterAuthUser user) {
        return new AppUser(user.id(), user.name(), user.email(), user.image());
    }

    /** Only the id: name and email are nobody's business in a log. */
    @Override
    public String toString() {
        return "AppUser[" + id + "]";
    }
}
