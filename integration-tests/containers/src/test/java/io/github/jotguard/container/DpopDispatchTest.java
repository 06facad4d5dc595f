package io.github.jotguard.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.dpop.DpopSettings;
import io.github.jotguard.dpop.InMemoryReplayStore;
import io.github.jotguard.dpop.ReplayStore;
import io.github.jotguard.servlet.BearerTokenFilter;
import io.github.jotguard.testing.TestDpopKey;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A proof counts once for a request, whatever dispatches follow, and not for another request. */
class DpopDispatchTest {

    private static final String ORIGIN = "https://api.example.com";
    private static final AtomicInteger RECORDED = new AtomicInteger();
    private static final TestDpopKey KEY = TestDpopKey.generate();

    private static DispatchContainers containers;

    @BeforeAll
    static void start() throws Exception {
        containers = DispatchContainers.start(DpopDispatchTest::filter, DispatchTest::withPages);
    }

    @AfterAll
    static void stop() {
        containers.close();
    }

    private static BearerTokenFilter filter(JwtVerifier verifier) {
        InMemoryReplayStore proofs = new InMemoryReplayStore();
        ReplayStore counting = (proofId, until) -> {
            RECORDED.incrementAndGet();
            return proofs.addIfAbsent(proofId, until);
        };
        return BearerTokenFilter.builder(verifier)
                .dpop(DpopSettings.builder(DpopMode.ACCEPT)
                        .publicOrigin(ORIGIN)
                        .replayStore(counting)
                        .build())
                .exclude(
                        "/public/forward",
                        "/public/include",
                        "/public/async-dispatch",
                        "/public/forward-forward",
                        "/public/forward-async",
                        "/public/async-forward",
                        "/public/async-async",
                        "/public/async-forward-include",
                        "/public/forward-include")
                .build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/caller",
                "/async/plain",
                "/async/with-arguments",
                "/async/dispatch",
                "/async/dispatch-elsewhere",
                "/forward",
                "/include",
                "/forward-to-async",
                "/fail"
            })
    void takesAProofOnceForAllDispatchesOfARequest(String path) throws IOException {
        assertTakenOnce(containers.requestsOnly(), path);
        assertTakenOnce(containers.everyDispatch(), path);
    }

    /** The filter looks at the token in a dispatch alone, and the proof still names what the client has requested. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/public/forward",
                "/public/async-dispatch",
                "/public/forward-forward",
                "/public/forward-async",
                "/public/async-forward",
                "/public/async-async",
                "/public/forward-include",
                "/public/async-forward-include"
            })
    void takesAProofOnceInDispatchesFromAnExcludedPath(String path) throws IOException {
        assertTakenOnce(containers.everyDispatch(), path);
    }

    private static void assertTakenOnce(Container container, String path) throws IOException {
        String token = containers.issuer().token(t -> t.subject("u1").boundTo(KEY));
        String[] headers = {"Authorization: DPoP " + token, "DPoP: " + KEY.proof("GET", ORIGIN + path, token)};
        RECORDED.set(0);

        RawHttp.Answer answer = RawHttp.send(container.port(), "GET", path, headers);

        assertThat(answer.status()).as(answer.body()).isEqualTo(path.equals("/fail") ? 500 : 200);
        assertThat(answer.body()).as(path).contains("jwt=u1");
        assertThat(RECORDED).hasValue(1);
        RawHttp.Answer replayed = RawHttp.send(container.port(), "GET", path, headers);
        assertThat(replayed.body()).as(path).doesNotContain("jwt=u1");
        if (!path.startsWith("/public") || !path.endsWith("include")) { // which leaves out what it rejects
            assertThat(replayed.status()).isEqualTo(401);
            assertThat(replayed.body()).contains("invalid_dpop_proof");
        }
    }
}
