package io.github.jotguard.example.tasks;

import io.github.jotguard.VerifiedJwt;
import java.time.Clock;
import java.time.ZoneOffset;

/** The table {@code revoked_tokens}: what was logged out before it expired. {@link Users#findLoggedIn} asks it. */
final class RevokedTokens {

    private final Database database;
    private final Clock clock;

    RevokedTokens(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Revokes a token, and forgets those that have expired by now anyway. */
    void add(VerifiedJwt jwt) {
        database.call(handle -> handle.createUpdate("delete from tasks_api.revoked_tokens where expires_at < :now")
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute());
        database.call(handle -> handle.createUpdate("""
                        insert into tasks_api.revoked_tokens (jti, expires_at) values (:jti, :expires)
                        on conflict (jti) do nothing""")
                .bind("jti", Ids.parse(jwt.id()).orElseThrow())
                .bind("expires", jwt.expiresAt().orElseThrow().atOffset(ZoneOffset.UTC))
                .execute());
    }
}
