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

    private final Map<String, Credential> tokens = new LinkedHashMap<>();
    private final Map<String, Settings> settings = new HashMap<>();
    private final Map<String, Application> applications = new HashMap<>();
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();
    private TlsServer tls;

    /** Returns the table. */
    abstract List<Row> rows();

    /** Starts servers, and adds tokens and settings. */
    abstract void prepare() throws Exception;

    final <T extends AutoCloseable> T closing(T resource) {
        resources.push(resource);
        return resource;
    }

    final void token(String name, String token) {
        token(name, Credential.bearer(token));
    }

    final void token(String name, Credential credential) {
        assertThat(tokens.put(name, credential)).as(name).isNull();
    }

    /** Adds a token that is bound to a key: sent without a proof, with one, and with one of another key. */
    final void boundToken(String name, String token, ProofKey key) {
        token(name, token);
        token(name + ", with proof", Credential.of(token, key));
        token(name + ", with proof of another key", Credential.of(token, ProofKey.create()));
    }

    /** Adds a token that is bound to a certificate: sent without a certificate, with that one, and with another. */
    final void boundToken(String name, String token, ClientCertificate certificate) {
        token(name, token);
        token(name + ", with it", Credential.of(token, certificate));
        ScratchDirectory directory = closing(ScratchDirectory.create("certificates"));
        token(name + ", with another", Credential.of(token, ClientCertificate.create(directory, "another")));
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
        TlsServer tls = tlsFor(row);
        assertVerdict(row, "spring", settings -> SpringApplicationUnderTest.start(settings, tls));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isSeenInAServletApplication(Row row) {
        TlsServer tls = tlsFor(row);
        assertVerdict(row, "servlet", settings -> ServletApplication.start(settings, tls));
    }

    private void assertVerdict(Row row, String kind, Function<Settings, Application> starter) {
        String transport = credentialOf(row).certificate().isPresent() ? " over TLS " : " ";
        Application application =
                applications.computeIfAbsent(kind + transport + row.settings(), key -> starter.apply(settingsOf(row)));
        assertThat(application.verdict(credentialOf(row))).isEqualTo(row.verdict());
    }

    private Credential credentialOf(Row row) {
        Credential credential = tokens.get(row.token());
        assertThat(credential).as("token " + row.token()).isNotNull();
        return credential;
    }

    /** Returns the TLS settings of an application that sees certificates, or null. */
    private TlsServer tlsFor(Row row) {
        if (credentialOf(row).certificate().isEmpty()) {
            return null;
        }
        if (tls == null) {
            tls = closing(TlsServer.trusting(tokens.values().stream()
                    .flatMap(each -> each.certificate().stream())
                    .toList()));
        }
        return tls;
    }

    private Settings settingsOf(Row row) {
        String[] parts = row.settings().split(" \\+ ", 2);
        Settings named = settings.get(parts[0].strip());
        assertThat(named).as("settings " + row.settings()).isNotNull();
        return parts.length == 1 ? named : named.with(parts[1]);
    }
}
