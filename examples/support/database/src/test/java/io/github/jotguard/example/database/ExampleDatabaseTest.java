package io.github.jotguard.example.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ExampleDatabaseTest {

    @Test
    void startsAServerOfItsOwnWhenNoneIsNamedAndStopsItWhenClosed() throws SQLException {
        ExampleDatabase database = ExampleDatabase.open(Map.of(ExampleDatabase.DATABASE_URL, " "));

        assertThat(database.isEmbedded()).isTrue();
        assertThat(database.jdbcUrl()).startsWith("jdbc:postgresql://127.0.0.1:");
        assertThat(database.toString()).isEqualTo("embedded " + database.jdbcUrl());
        assertThat(queryInt(database, "select 40 + 2")).isEqualTo(42);

        database.close();
        database.close();

        assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), database.username(), ""))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void usesTheServerThatIsNamedAndLeavesItRunning() throws SQLException {
        try (ExampleDatabase server = ExampleDatabase.embedded()) {
            String url = server.jdbcUrl().replace("jdbc:postgresql://", "postgresql://postgres:s3cret@");

            try (ExampleDatabase database = ExampleDatabase.open(Map.of(ExampleDatabase.DATABASE_URL, url))) {
                assertThat(database.isEmbedded()).isFalse();
                assertThat(database.jdbcUrl()).isEqualTo(server.jdbcUrl());
                assertThat(database.username()).isEqualTo("postgres");
                assertThat(database.password()).isEqualTo("s3cret");
                assertThat(database.toString()).doesNotContain("s3cret");
                assertThat(queryInt(database, "select 1")).isEqualTo(1);
            }

            assertThat(queryInt(server, "select 2")).isEqualTo(2);
        }
    }

    @Test
    @Timeout(30)
    void opensWhileTheServerIsDownAndFailsEachCallerSoon() throws IOException {
        try (ExampleDatabase database = ExampleDatabase.open(
                Map.of(ExampleDatabase.DATABASE_URL, "postgresql://ada:s3cret@127.0.0.1:" + freePort() + "/app"))) {
            long start = System.nanoTime();

            assertThatThrownBy(() -> database.dataSource().getConnection())
                    .isInstanceOf(SQLException.class)
                    .hasMessageNotContaining("s3cret");

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(ExampleDatabase.CONNECTION_TIMEOUT.multipliedBy(3));
        }
    }

    @Test
    void reachesTheServerAgainAfterAnOutage() throws SQLException {
        try (ExampleDatabase server = ExampleDatabase.embedded();
                ExampleDatabase application = ExampleDatabase.open(Map.of(
                        ExampleDatabase.DATABASE_URL,
                        server.jdbcUrl().replace("/postgres", "/app") + "?user=postgres&password="))) {
            execute(server, "create database app");
            assertThat(queryInt(application, "select 1")).isEqualTo(1);

            execute(server, "alter database app allow_connections false");
            execute(server, "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'app'");
            assertThatThrownBy(() -> queryInt(application, "select 2")).isInstanceOf(SQLException.class);

            execute(server, "alter database app allow_connections true");
            assertThat(queryInt(application, "select 3")).isEqualTo(3);
        }
    }

    @Test
    void saysWhyTheEmbeddedServerDoesNotStartAndWhatToDo() {
        assertThatThrownBy(() -> EmbeddedServer.start(settings -> settings.setLocaleConfig("locale", "no_SUCH.locale")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("invalid locale name \"no_SUCH.locale\"", "DATABASE_URL")
                .hasCauseInstanceOf(Exception.class);
    }

    @Test
    void saysWhyTheServerItselfEnds() {
        assertThatThrownBy(() -> EmbeddedServer.start(settings ->
                        settings.setServerConfig("no_such_setting", "1").setPGStartupWait(Duration.ofSeconds(3))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("unrecognized configuration parameter \"no_such_setting\"");
    }

    @Test
    void runsNothingFromADirectoryThatSomebodyElseCanChange(@TempDir Path temporary) throws IOException {
        Path planted = Files.createDirectory(EmbeddedServer.directory(temporary));
        Files.setPosixFilePermissions(planted, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> EmbeddedServer.start(temporary, UnaryOperator.identity()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(planted.toString(), "has the mode rwxrwxrwx", "DATABASE_URL")
                .hasMessageNotContaining("as root");
        assertThat(planted).isEmptyDirectory();
    }

    @Test
    void keepsWhatItRunsAndItsDataToThisUser() throws IOException {
        Path directory = EmbeddedServer.directory(Path.of(System.getProperty("java.io.tmpdir")));
        try (EmbeddedServer server = EmbeddedServer.start()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                    .isEqualTo("rwx------");
            assertThat(names(directory.resolve("postgres"))).anyMatch(name -> name.startsWith("PG-"));
            assertThat(names(directory.resolve("postgres"))).anyMatch(name -> name.startsWith("data-"));
            String port = server.settings().jdbcUrl().replaceAll(".*:([0-9]+)/.*", "$1");
            assertThat(Path.of("/tmp/.s.PGSQL." + port)).doesNotExist();
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static int queryInt(ExampleDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void execute(ExampleDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.createStatement().execute(sql);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
