package io.github.jotguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.testing.TestIssuer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The program as it is run: one jar, a process of its own. */
@Timeout(60)
class ExplainJarIT {

    @Test
    void endsWithAStatusForEachOutcome() throws Exception {
        try (TestIssuer issuer = TestIssuer.start()) {
            Result accepted = run(issuer.token(), "--better-auth", issuer.origin());
            Result rejected = run(issuer.token(t -> t.withoutClaim("exp")), "--better-auth", issuer.origin());
            Result usage = run(issuer.token(), "--issuer", issuer.issuer());
            Result described = run(issuer.token());
            issuer.goDown();
            Result unavailable = run(issuer.token(), "--better-auth", issuer.origin());

            assertThat(accepted.status()).as(accepted.output()).isZero();
            assertThat(rejected.status()).as(rejected.output()).isEqualTo(1);
            assertThat(rejected.output()).contains("missing_claim");
            assertThat(usage.status()).as(usage.output()).isEqualTo(2);
            assertThat(unavailable.status()).as(unavailable.output()).isEqualTo(3);
            assertThat(described.status()).as(described.output()).isEqualTo(4);
        }
    }

    @Test
    void saysWhyAKeyIsSkipped() throws Exception {
        try (TestIssuer issuer = TestIssuer.start()) {
            issuer.serveExtraKey("{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}");

            Result accepted = run(issuer.token(), "--better-auth", issuer.origin());

            assertThat(accepted.status()).as(accepted.output()).isZero();
            assertThat(accepted.output()).contains("skipped");
        }
    }

    private static Result run(String token, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("jotguard.cli.jar")));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.outputWriter(StandardCharsets.US_ASCII).append(token).close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return new Result(process.exitValue(), output);
        } finally {
            process.destroyForcibly();
        }
    }

    private record Result(int status, String output) {}
}
