package io.github.jotguard.container.war;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Servers that Maven has unpacked. */
final class Distributions {

    private Distributions() {}

    /** The directory of the server whose name begins so. */
    static Path named(String prefix) throws IOException {
        try (Stream<Path> servers = Files.list(Path.of("target", "servers"))) {
            return servers.filter(server -> server.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow()
                    .toAbsolutePath();
        }
    }

    static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(from)) {
            files = walk.toList();
        }
        for (Path file : files) {
            Path copy = to.resolve(from.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(copy);
            } else {
                Files.copy(file, copy);
            }
        }
    }
}
