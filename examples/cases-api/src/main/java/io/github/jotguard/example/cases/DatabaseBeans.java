package io.github.jotguard.example.cases;

import io.github.jotguard.example.cases.user.BetterAuthTables;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;

/** The connection pool, and what has to be in the database before our own tables can be. */
@Configuration(proxyBeanMethods = false)
class DatabaseBeans {

    @Bean(destroyMethod = "") // Surroundings closes it
    DataSource dataSource(Surroundings surroundings) {
        return surroundings.database().dataSource();
    }

    @Bean
    FlywayMigrationStrategy migrateBesideBetterAuth(BetterAuthTables tables, Surroundings surroundings) {
        return flyway -> {
            check(tables, surroundings.database().toString());
            flyway.migrate();
        };
    }

    private static void check(BetterAuthTables tables, String database) {
        Optional<String> type;
        try {
            type = tables.userIdType();
        } catch (DataAccessException unreachable) {
            throw DatabaseNotReadyException.unreachable(database, unreachable);
        }
        if (type.isEmpty()) {
            throw DatabaseNotReadyException.withoutTables(database);
        }
        if (!BetterAuthTables.TEXT_TYPES.contains(type.get())) {
            throw DatabaseNotReadyException.otherIds(type.get());
        }
    }
}
