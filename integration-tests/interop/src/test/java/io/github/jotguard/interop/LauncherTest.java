package io.github.jotguard.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
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
    void stopsAServerThatDoesNotBecomeReady() {
        Set<Long> before = children();
        ProcessBuilder never = new ProcessBuilder(Installed.java(), "-version");

        assertThatThrownBy(() -> ServerProcess.start("never", never, "no such line", Duration.ofSeconds(60)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("never was not ready");
        assertThat(children()).isSubsetOf(before);
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
        Set<Long> processes = children();
        Set<Path> files = scratchDirectories();
        Issuer issuer = launcher.get();
        assertThat(children()).as("the server runs").isNotEqualTo(processes);
        assertThat(Http.plain().get(issuer.jwksUri()).status()).isEqualTo(200);

        issuer.close();
        issuer.close();

        assertThat(children()).isSubsetOf(processes);
        assertThat(scratchDirectories()).isSubsetOf(files);
        assertThatThrownBy(() -> Http.plain().get(issuer.jwksUri())).isInstanceOf(UncheckedIOException.class);
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
