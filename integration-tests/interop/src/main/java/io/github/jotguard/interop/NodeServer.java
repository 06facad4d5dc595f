package io.github.jotguard.interop;

import java.time.Duration;
import java.util.Map;

/** Starts the programs in {@code src/main/node}. */
final class NodeServer {

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private NodeServer() {}

    /** Starts a program, which writes a line with {@code ready at} when it listens. */
    static ServerProcess start(String program, String npmPackage, Map<String, String> environment) {
        Installed.requireNodePackage(npmPackage);
        ProcessBuilder node = new ProcessBuilder("node", "src/main/node/" + program)
                .directory(Installed.module().toFile());
        node.environment().put("NODE_ENV", "test");
        node.environment().putAll(environment);
        return ServerProcess.start(program, node, "ready at", READY_WITHIN);
    }
}
