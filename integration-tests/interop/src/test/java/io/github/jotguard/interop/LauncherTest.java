package io.github.jotguard.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A launcher leaves no process, no listener and no file behind. */
class LauncherTest {

    @Test
    void stopsBetterAuth() {
        assertLeavesNothing(BetterAuth::start);
    }

    @Test
    void stopsMockOAuth2Server() {
        assertLeavesNothing(MockOAuth2Server::start);
    }

    @Test
    @Tag("full")
    void stopsOidcProvider() {
        assertLeavesNothing(OidcProvider::start);
    }

    @Test
    @Tag("full")
    void stopsAuthorizationServer() {
        assertLeavesNothing(AuthorizationServer::start);
    }

    @Test
    @Tag("full")
    void stopsKeycloak() {
        assertLeavesNothing(Keycloak::start, server -> server.address() + "/realms/master");
    }

    @Test
    void stopsAServerThatDoesNotBecomeReady() {
        Set<Long> before = children();
        ProcessBuilder never = new ProcessBuilder(Installed.java(), "-version");

        assertThatThrownBy(() -> ServerProcess.start("never", never, "no such line", Duration.ofSeconds(60)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("never was not ready");
        assertThat(children()).isSubsetOf(before);
    }

    @Test
    void deletesTheFilesOfAServerThatDoesNotStart() {
        Set<Path> files = scratchDirectories();

        assertThatThrownBy(() -> MockOAuth2Server.start("no JSON"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("mock-oauth2-server was not ready");
        assertThat(scratchDirectories()).isSubsetOf(files);
    }

    @Test
    void doesNotWaitForeverForAServer() {
        Set<Long> before = children();
        ProcessBuilder silent = new ProcessBuilder("sleep", "60");

        assertThatThrownBy(() -> ServerProcess.start("silent", silent, "ready", Duration.ofMillis(200)))
                .hasMessageContaining("silent was not ready within PT0.2S");
        assertThat(children()).isSubsetOf(before);
    }

    private static void assertLeavesNothing(Supplier<Issuer> launcher) {
        assertLeavesNothing(launcher, Issuer::jwksUri);
    }

    private static <T extends Server> void assertLeavesNothing(Supplier<T> launcher, Function<T, String> addresses) {
        Set<Long> processes = children();
        Set<Path> files = scratchDirectories();
        T server = launcher.get();
        String address = addresses.apply(server);
        assertThat(children()).as("the server runs").isNotEqualTo(processes);
        assertThat(Http.plain().get(address).status()).isEqualTo(200);

        server.close();
        server.close();

        assertThat(children()).isSubsetOf(processes);
        assertThat(scratchDirectories()).isSubsetOf(files);
        assertThatThrownBy(() -> Http.plain().get(address)).isInstanceOf(UncheckedIOException.class);
    }

    private static Set<Long> children() {
        return ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    private static Set<Path> scratchDirectories() {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("jotguard-"))
                    .collect(Collectors.toSet());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
