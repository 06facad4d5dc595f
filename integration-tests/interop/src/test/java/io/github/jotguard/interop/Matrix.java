package io.github.jotguard.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A table of verdicts on the tokens of one real issuer, each seen in core, in a Spring application and in a servlet
 * application. The tokens are made first, so that an application that fetches the keys finds those of all tokens.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class Matrix {

    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final Map<String, Settings> settings = new HashMap<>();
    private final Map<String, Application> applications = new HashMap<>();
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();

    /** Returns the table. */
    abstract List<Row> rows();

    /** Starts servers, and adds tokens and settings. */
    abstract void prepare() throws Exception;

    final <T extends AutoCloseable> T closing(T resource) {
        resources.push(resource);
        return resource;
    }

    final void token(String name, String token) {
        assertThat(tokens.put(name, token)).as(name).isNull();
    }

    final void settings(String name, Settings given) {
        assertThat(settings.put(name, given)).as(name).isNull();
    }

    @BeforeAll
    final void start() throws Exception {
        prepare();
        assertThat(rows()).extracting(Row::token).as("tokens that are judged").containsAll(tokens.keySet());
    }

    @AfterAll
    final void stop() throws Exception {
        for (Application application : applications.values()) {
            application.close();
        }
        while (!resources.isEmpty()) {
            resources.pop().close();
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isSeenInCore(Row row) {
        assertVerdict(row, "core", CoreApplication::start);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isSeenInASpringApplication(Row row) {
        assertVerdict(row, "spring", SpringApplicationUnderTest::start);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isSeenInAServletApplication(Row row) {
        assertVerdict(row, "servlet", ServletApplication::start);
    }

    private void assertVerdict(Row row, String kind, Function<Settings, Application> starter) {
        Application application =
                applications.computeIfAbsent(kind + ' ' + row.settings(), key -> starter.apply(settingsOf(row)));
        assertThat(application.verdict(tokenOf(row))).isEqualTo(row.verdict());
    }

    private String tokenOf(Row row) {
        String token = tokens.get(row.token());
        assertThat(token).as("token " + row.token()).isNotNull();
        return token;
    }

    private Settings settingsOf(Row row) {
        String[] parts = row.settings().split(" \\+ ", 2);
        Settings named = settings.get(parts[0].strip());
        assertThat(named).as("settings " + row.settings()).isNotNull();
        return parts.length == 1 ? named : named.with(parts[1]);
    }
}
