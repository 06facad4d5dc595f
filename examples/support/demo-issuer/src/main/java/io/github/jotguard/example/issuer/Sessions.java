package io.github.jotguard.example.issuer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The table {@code session}. Unlike Better Auth's, a session is not prolonged by being used. */
final class Sessions {

    /** The lifetime of a session: 7 days. */
    static final Duration LIFETIME = Duration.ofDays(7);

    /** The lifetime of a session of a user who does not want to be remembered: 1 day. */
    static final Duration FORGETFUL_LIFETIME = Duration.ofDays(1);

    private final Database database;
    private final Clock clock;

    Sessions(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    Session create(User user, Duration lifetime, String userAgent) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Session session =
                new Session(RandomIds.next(), RandomIds.next(), now.plus(lifetime), now, now, userAgent, user);
        database.inTransaction(statements -> statements.update(
                "insert into session (id, \"expiresAt\", token, \"createdAt\", \"updatedAt\", \"ipAddress\","
                        + " \"userAgent\", \"userId\") values (?, ?, ?, ?, ?, '', ?, ?)",
                session.id(),
                session.expiresAt(),
                session.token(),
                now,
                now,
                userAgent,
                user.id()));
        return session;
    }

    /** Finds the session of a token. One that expires now has expired. */
    Optional<Session> find(String token) {
        return database.inTransaction(statements -> statements.first(
                Session::of,
                "select " + Session.COLUMNS + ", " + User.COLUMNS
                        + " from session s join \"user\" u on u.id = s.\"userId\""
                        + " where s.token = ? and s.\"expiresAt\" > ?",
                token,
                clock.instant()));
    }

    void delete(String token) {
        database.inTransaction(statements -> statements.update("delete from session where token = ?", token));
    }
}
