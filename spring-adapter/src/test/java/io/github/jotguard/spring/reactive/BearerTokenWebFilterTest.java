package io.github.jotguard.spring.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.RejectionReason;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerificationKeys;
import io.github.jotguard.VerificationListener;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.bearer.BoundTokenVerifier;
import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.dpop.DpopSettings;
import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.spring.FailingClock;
import io.github.jotguard.spring.problem.ReactiveProblems;
import io.github.jotguard.spring.settings.JotguardProperties;
import io.github.jotguard.spring.settings.RequiredScopes;
import io.github.jotguard.testing.TestIssuer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class BearerTokenWebFilterTest {

    private static final String HANGING = "https://hanging.example.com";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final RequiredScopes NO_SCOPES =
            RequiredScopes.of(new Binder().bindOrCreate("jotguard", JotguardProperties.class));

    private final TestIssuer issuer = TestIssuer.start();
    private final AtomicReference<VerifiedJwt> letThrough = new AtomicReference<>();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void stop() {
        release.countDown();
        issuer.close();
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("quoting a claim"),
                new StackOverflowError("quoting a claim"),
                new NoClassDefFoundError("quoting a claim"),
                new OutOfMemoryError("quoting a claim"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void cannotTellWhenVerifyingFails(Throwable failure) {
        JwtVerifier verifier = JwtVerifier.builder()
                .trust(trusted())
                .clock(new FailingClock(failure))
                .build();
        withCalls(VerificationSchedulers.outnumbering(unset()), calls -> {
            MockServerHttpResponse answer =
                    send(filter(verifier, calls), issuer.token()).join();
            assertUndecided(answer);
            assertThat(answer.getBodyAsString().block(PATIENCE)).doesNotContain("quoting");
        });
    }

    @Test
    void judgesTokensOfOtherIssuersWhileOneHangs() {
        int waiting = Schedulers.DEFAULT_BOUNDED_ELASTIC_SIZE + 1;
        CountDownLatch entered = new CountDownLatch(waiting);
        withCalls(VerificationSchedulers.outnumbering(unset()), calls -> {
            BearerTokenWebFilter filter = filter(JwtVerifier.trusting(trusted(), hanging(entered)), calls);
            List<CompletableFuture<MockServerHttpResponse>> hanging = sendToHanging(filter, waiting);
            await(entered);
            assertThat(send(filter, issuer.token()).join().getStatusCode()).isNull();
            assertThat(letThrough.get().issuer()).isEqualTo(issuer.issuer());
            assertThat(hanging).noneMatch(CompletableFuture::isDone);
            release.countDown();
            assertThat(hanging)
                    .allSatisfy(answer ->
                            assertThat(answer.join().getStatusCode().value()).isEqualTo(401));
        });
    }

    @Test
    void cannotTellWhenTooManyWait() {
        CountDownLatch entered = new CountDownLatch(1);
        withCalls(new VerificationSchedulers(1, 1, 1), calls -> {
            BearerTokenWebFilter filter = filter(JwtVerifier.trusting(trusted(), hanging(entered)), calls);
            List<CompletableFuture<MockServerHttpResponse>> hanging = sendToHanging(filter, 1);
            await(entered);
            CompletableFuture<MockServerHttpResponse> queued = send(filter, issuer.token());
            assertUndecided(send(filter, issuer.token()).join());
            assertThat(queued).isNotDone();
            release.countDown();
            assertThat(queued.join().getStatusCode()).isNull();
            assertThat(hanging.get(0).join().getStatusCode().value()).isEqualTo(401);
        });
    }

    @Test
    void cannotTellOnceItIsClosed() {
        VerificationSchedulers calls = VerificationSchedulers.outnumbering(unset());
        BearerTokenWebFilter filter = filter(JwtVerifier.trusting(trusted()), calls);
        assertThat(send(filter, issuer.token()).join().getStatusCode()).isNull();
        calls.destroy();
        assertUndecided(send(filter, issuer.token(t -> t.subject("another"))).join());
    }

    @Test
    void checksATokenThatWasAcceptedBeforeOnTheThreadOfTheRequest() {
        VerificationSchedulers calls = VerificationSchedulers.outnumbering(unset());
        BearerTokenWebFilter filter = filter(JwtVerifier.trusting(trusted()), calls);
        String token = issuer.token();
        assertThat(send(filter, token).join().getStatusCode()).isNull();
        VerifiedJwt first = letThrough.getAndSet(null);
        calls.destroy();

        CompletableFuture<MockServerHttpResponse> second = send(filter, token);

        assertThat(second).isDone();
        assertThat(second.join().getStatusCode()).isNull();
        assertThat(letThrough.get()).isSameAs(first);
    }

    @Test
    void checksATokenThatWasAcceptedBeforeForASubjectToo() {
        VerificationSchedulers calls = VerificationSchedulers.outnumbering(unset());
        BearerTokenWebFilter filter = filter(JwtVerifier.trusting(trusted()), calls);
        String token = issuer.token(t -> t.withoutClaim("sub"));
        assertThat(send(filter, token).join().getStatusCode().value()).isEqualTo(401);
        calls.destroy();

        assertThat(send(filter, token).join().getStatusCode().value()).isEqualTo(401);
    }

    @Test
    void rejectsATokenByItsTextOnTheThreadOfTheRequest() {
        List<RejectionReason> told = new ArrayList<>();
        JwtVerifier verifier = JwtVerifier.builder()
                .trust(trusted())
                .listener(new VerificationListener() {
                    @Override
                    public boolean mayBlock() {
                        return false;
                    }

                    @Override
                    public void rejected(RejectionReason reason) {
                        told.add(reason);
                    }
                })
                .build();
        VerificationSchedulers calls = VerificationSchedulers.outnumbering(unset());
        BearerTokenWebFilter filter = filter(verifier, calls);
        calls.destroy();

        assertRejected(send(filter, issuer.token(t -> t.issuer("https://evil.example.com"))), "wrong_issuer");
        assertRejected(send(filter, "garbage"), "malformed");
        assertRejected(send(filter, issuer.token(t -> t.type("dpop+jwt"))), "wrong_type");
        assertRejected(send(filter, issuer.token(t -> t.header("alg", "none"))), "algorithm_not_allowed");
        assertThat(told)
                .containsExactly(
                        RejectionReason.WRONG_ISSUER,
                        RejectionReason.MALFORMED,
                        RejectionReason.WRONG_TYPE,
                        RejectionReason.ALGORITHM_NOT_ALLOWED);

        assertUndecided(send(filter, issuer.token(t -> t.expiresIn(Duration.ofHours(-1))))
                .join());
        assertThat(told).hasSize(4);
    }

    @Test
    void runsCodeThatMayBlockOnAnotherThread() {
        VerificationSchedulers calls = VerificationSchedulers.outnumbering(unset());
        JwtVerifier verifier = JwtVerifier.builder()
                .trust(trusted())
                .listener(new VerificationListener() {})
                .build();
        BearerTokenWebFilter filter = filter(verifier, calls);
        String token = issuer.token();
        assertThat(send(filter, token).join().getStatusCode()).isNull();
        calls.destroy();

        assertUndecided(send(filter, token).join());
        assertUndecided(send(filter, "garbage").join());
    }

    @Test
    void rejectsTokenThatNamesNobody() {
        withCalls(VerificationSchedulers.outnumbering(unset()), calls -> {
            MockServerHttpResponse answer = send(
                            filter(JwtVerifier.trusting(trusted()), calls), issuer.token(t -> t.withoutClaim("sub")))
                    .join();
            assertThat(answer.getStatusCode().value()).isEqualTo(401);
            assertThat(answer.getBodyAsString().block(PATIENCE)).contains("user_not_found");
        });
    }

    private void assertUndecided(MockServerHttpResponse answer) {
        assertThat(answer.getStatusCode().value()).isEqualTo(503);
        assertThat(answer.getHeaders().getFirst("Retry-After")).isNotNull();
        assertThat(answer.getBodyAsString().block(PATIENCE)).contains("temporarily_unavailable");
    }

    /** Checks that the response is there already, with this code. */
    private void assertRejected(CompletableFuture<MockServerHttpResponse> answer, String code) {
        assertThat(answer).isDone();
        assertThat(letThrough).hasNullValue();
        assertThat(answer.join().getStatusCode().value()).isEqualTo(401);
        assertThat(answer.join().getHeaders().getFirst("WWW-Authenticate")).contains("invalid_token");
        assertThat(answer.join().getBodyAsString().block(PATIENCE)).contains(code);
    }

    private CompletableFuture<MockServerHttpResponse> send(BearerTokenWebFilter filter, String token) {
        MockServerWebExchange exchange = MockServerWebExchange.from(
                MockServerHttpRequest.get("/claims").header("Authorization", "Bearer " + token));
        return filter.filter(exchange, next -> {
                    letThrough.set(BearerTokenWebFilter.verifiedJwt(next).orElseThrow());
                    return Mono.empty();
                })
                .thenReturn(exchange.getResponse())
                .toFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private List<CompletableFuture<MockServerHttpResponse>> sendToHanging(BearerTokenWebFilter filter, int count) {
        String token = issuer.token(t -> t.issuer(HANGING));
        return IntStream.range(0, count).mapToObj(i -> send(filter, token)).toList();
    }

    private static BearerTokenWebFilter filter(JwtVerifier verifier, VerificationSchedulers calls) {
        ExcludedPaths none = ExcludedPaths.of("jotguard.exclude", List.of());
        ReactiveRejections rejections = new ReactiveRejections(new ReactiveProblems("api"), List::of, List::of);
        BoundTokenVerifier tokens = BoundTokenVerifier.of(verifier, DpopSettings.of(DpopMode.REJECT));
        return new BearerTokenWebFilter(tokens, calls, none, none, NO_SCOPES, rejections, -100);
    }

    private TrustedIssuer trusted() {
        return TrustedIssuer.builder(issuer.issuer(), StaticJwkSet.ofJson(issuer.jwkSetJson()))
                .audience(issuer.audience())
                .build();
    }

    private TrustedIssuer hanging(CountDownLatch entered) {
        VerificationKeys keys = header -> {
            entered.countDown();
            await(release);
            return List.of();
        };
        return TrustedIssuer.builder(HANGING, keys).audience(issuer.audience()).build();
    }

    private static void withCalls(VerificationSchedulers calls, Consumer<VerificationSchedulers> test) {
        try {
            test.accept(calls);
        } finally {
            calls.destroy();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private static JotguardProperties.Refresh unset() {
        return new JotguardProperties.Refresh(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }
}
