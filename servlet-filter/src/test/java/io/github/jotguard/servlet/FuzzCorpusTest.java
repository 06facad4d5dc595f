package io.github.jotguard.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jotguard.servlet.SimulatedContainer.Execution;
import jakarta.servlet.DispatcherType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The fuzz targets with texts put together at random from what bypasses are made of: with the same seed in every build. */
@Tag("slow")
class FuzzCorpusTest {

    private static final int TEXTS = 50_000;
    private static final int ENOUGH = 100;
    private static final List<String> OF_PATHS = List.of(
            "/",
            "/",
            "/",
            "public",
            "public",
            "health",
            "admin",
            "..",
            ".",
            "...",
            ";",
            ";x=1",
            ";/",
            "%2e",
            "%2E",
            "%2f",
            "%2F",
            "%5c",
            "\\",
            "%25",
            "%252e",
            "%00",
            "%20",
            " ",
            "%3b",
            "%c0%ae",
            "%e2%80%a4",
            "%ef%bc%8f",
            "%ef%bc%8e",
            "%c3%a9",
            "\u00e9",
            "%",
            "%2",
            "?",
            "#",
            "*",
            "//",
            "http://127.0.0.1",
            "PUBLIC",
            "a");
    private static final List<String> OF_HEADERS = List.of(
            "Bearer", "bearer", "BEARER", " ", " ", "  ", "\t", ",", "a.b.c", "=", "==", "\"", "Basic", "Bearer ", "\r",
            "\n", "\0", "\u00a0", "eyJ", "+/~-_", ";", "a", "");

    /** Lines of {@link RequestScenario}, or parts of them. */
    private static final List<String> OF_REQUESTS = Stream.concat(
                    OF_PATHS.stream(),
                    Stream.of(
                            "\nMOPTIONS",
                            "\nMCONNECT",
                            "\nMTRACE",
                            "\nMHEAD",
                            "\nHAuthorization:Bearer {good}",
                            "\nHAuthorization:Bearer {good}",
                            "\nHauthorization:bearer  {admin}",
                            "\nHAuthorization:Bearer {admin}",
                            "\nHAuthorization:Bearer {expired}",
                            "\nHAuthorization:Bearer {forged}",
                            "\nHAuthorization:Basic dTpw",
                            "\nHAuthorization:",
                            "\nHOrigin:https://x.example\nHAccess-Control-Request-Method:PUT\nMOPTIONS",
                            "\nHUpgrade:websocket",
                            "\nHupgrade:WebSocket",
                            "\nHX-Forwarded-For:127.0.0.1",
                            "\nHX-Forwarded-Prefix:/public",
                            "\nHX-Original-URL:/public/a",
                            "\nHX-HTTP-Method-Override:OPTIONS",
                            "\nHCookie:session={good}",
                            "\nC",
                            "\nR0/public/a",
                            "\nR0/public/a",
                            "\nR0/health",
                            "\nR0/maybe/a",
                            "\nR0/admin",
                            "\nR4/public/..",
                            "\nR2/public/",
                            "\nF0/admin",
                            "\nF0/public/b",
                            "\nF5/health",
                            "\nI0/admin",
                            "\nI0/public/c",
                            "\nI0/maybe/..",
                            "\nS0/admin",
                            "\nS0/public/d",
                            "\nT0/admin",
                            "\nT0/public/e",
                            "\nN",
                            "\nE0/error",
                            "\nE0/admin/error",
                            "\nP0/error",
                            "\nF0/error",
                            "\nF0/WEB-INF/error.jsp",
                            "\nX",
                            "\nX",
                            "\nB"))
            .toList();

    @Test
    void noHeaderIsTakenForAnother() {
        hold(OF_HEADERS, FuzzTargets::header);
    }

    @Test
    void noPathIsExcludedThatCouldBeReadAsAProtectedOne() {
        hold(OF_PATHS, FuzzTargets::path);
    }

    /** Counts what ran, or the test could not fail. */
    @Test
    void noRequestAndNoDispatchOfItRunsCodeThatNeedsAToken() {
        Map<String, Integer> counts = new TreeMap<>();
        hold(OF_REQUESTS, text -> count(FuzzTargets.request(text, FuzzTargets.UPGRADES, FuzzTargets.FILTER), counts));

        assertThat(counts)
                .hasSize(2 * DispatcherType.values().length + 1)
                .allSatisfy((kind, count) -> assertThat(count).as(kind).isGreaterThan(ENOUGH));
    }

    private static void count(SimulatedContainer container, Map<String, Integer> counts) {
        container.executions().forEach(ran -> counts.merge(ran.type() + " ran", 1, Integer::sum));
        container.executions().stream()
                .filter(Execution::namesACaller)
                .forEach(ran -> counts.merge(ran.type() + " with a caller", 1, Integer::sum));
        counts.merge("rejected", container.dispatches() - container.executions().size(), Integer::sum);
    }

    @ParameterizedTest
    @EnumSource
    void aFilterWithOneFaultIsFound(FaultyFilter faulty) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() ->
                        hold(OF_REQUESTS, text -> FuzzTargets.request(text, faulty.beforeUpgrades(), faulty.guard())));
    }

    /** Or the tests of paths could not fail. */
    @Test
    void pathsThatAreExcludedAreAmongThem() {
        assertThat(Stream.of("/public/a", "/health", "/public/%c3%a9"))
                .allSatisfy(uri -> assertThat(PathReadings.of(uri).stream()
                                .map(mapped -> RequestPath.canonical(uri, "", mapped, null))
                                .filter(Optional::isPresent))
                        .isNotEmpty());
        assertThat(PathReadings.of("/public/..;/admin")).contains("/admin");
        assertThat(PathReadings.of("/public/%252e%252e/admin")).contains("/admin");
        assertThat(PathReadings.of("/public%5c..%5cadmin")).contains("/admin");
    }

    private static void hold(List<String> pieces, Consumer<String> target) {
        Random random = new Random(pieces.size());
        for (int i = 0; i < TEXTS; i++) {
            target.accept(Stream.generate(() -> pieces.get(random.nextInt(pieces.size())))
                    .limit(1 + random.nextInt(9))
                    .collect(Collectors.joining()));
        }
    }
}
