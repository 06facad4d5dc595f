package io.github.jotguard.interop;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.dpop.ReplayStore;
import io.github.jotguard.dpop.ReplayStoreException;
import io.github.jotguard.jwks.RemoteJwkSet;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Map;
import javax.sql.DataSource;

/** One of several processes that answer for one origin and share a replay store on PostgreSQL, as the page has it. */
final class SharedStoreProgram {

    static final String READY = "ready at port ";
    static final String TABLE = "create table dpop_proof (id char(43) primary key, until timestamptz not null)";

    private static final String ATTRIBUTE = "shared";
    private static final int CONNECTION_TIMEOUT_MILLIS = 3_000;

    private SharedStoreProgram() {}

    /** Starts it: issuer, address of its keys, audience, public origin, JDBC URL. It ends when its standard input does. */
    public static void main(String[] args) throws IOException {
        Settings settings = new Settings(
                () -> TrustedIssuer.builder(args[0], RemoteJwkSet.at(args[1])).audience(args[2]),
                Map.of(),
                Map.of(
                        "issuer", args[0],
                        "jwksUri", args[1],
                        "audience", args[2],
                        "publicOrigin", args[3],
                        "dpop", "require",
                        "replayStoreAttribute", ATTRIBUTE));
        try (HikariDataSource pool = pool(args[4]);
                ServletApplication application =
                        ServletApplication.start(settings, null, Map.of(ATTRIBUTE, store(pool)))) {
            System.out.println(READY + application.port());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static HikariDataSource pool(String url) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        return pool;
    }

    private static ReplayStore store(DataSource dataSource) {
        return (proofId, until) -> {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement insert = connection.prepareStatement(
                            "insert into dpop_proof (id, until) values (?, ?) on conflict (id) do nothing")) {
                insert.setQueryTimeout(2);
                insert.setString(1, proofId);
                insert.setTimestamp(2, Timestamp.from(until));
                return insert.executeUpdate() == 1;
            } catch (SQLException failure) {
                throw new ReplayStoreException("The database of proofs failed", failure);
            }
        };
    }
}
