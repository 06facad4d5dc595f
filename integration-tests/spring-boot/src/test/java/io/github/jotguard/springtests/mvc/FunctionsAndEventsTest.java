package io.github.jotguard.springtests.mvc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.servlet.BearerTokenFilter;
import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.RunningApplication;
import io.github.jotguard.testing.TestIssuer;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Functional endpoints, server-sent events and virtual threads of Spring MVC. */
class FunctionsAndEventsTest {

    @Test
    void guardsThemAndNamesTheCaller() {
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application =
                        RunningApplication.trusting(issuer, WithBoth.class, "--spring.threads.virtual.enabled=true")) {
            for (String path : new String[] {"/function", "/events", "/thread"}) {
                assertThat(application.get(path).statusCode()).as(path).isEqualTo(401);
                assertThat(application.get(path).body()).as(path).contains("missing_token");
                assertThat(application
                                .getWith(issuer.token(t -> t.subject("u1")), path)
                                .body())
                        .as(path)
                        .contains("u1");
            }
            assertThat(application.getWith(issuer.token(), "/events").headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            assertThat(application.getWith(issuer.token(), "/thread").body())
                    .matches(
                            text -> text.contains("VirtualThread")
                                    == (Runtime.version().feature() >= 21),
                            "is on a virtual thread where Java has them");
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({Application.class, Events.class})
    static class WithBoth {

        @Bean
        RouterFunction<ServerResponse> function() {
            return RouterFunctions.route()
                    .GET("/function", request -> ServerResponse.ok()
                            .body(BearerTokenFilter.verifiedJwt(request.servletRequest())
                                    .orElseThrow()
                                    .subject()))
                    .build();
        }
    }

    @RestController
    static class Events {

        @GetMapping("/events")
        SseEmitter events(VerifiedJwt jwt) {
            SseEmitter emitter = new SseEmitter();
            CompletableFuture.runAsync(() -> {
                try {
                    emitter.send(jwt.subject());
                    emitter.complete();
                } catch (IOException failure) {
                    emitter.completeWithError(failure);
                }
            });
            return emitter;
        }

        @GetMapping("/thread")
        String thread(VerifiedJwt jwt) {
            return jwt.subject() + " on " + Thread.currentThread();
        }
    }
}
