package io.github.jotguard.springtests.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.RunningApplication;
import io.github.jotguard.testing.TestIssuer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;

/** Functional endpoints and server-sent events of WebFlux. */
class FunctionsAndEventsTest {

    @Test
    void guardsThem() {
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application = RunningApplication.trusting(issuer, WithBoth.class)) {
            for (String path : new String[] {"/function", "/events"}) {
                assertThat(application.get(path).statusCode()).as(path).isEqualTo(401);
                assertThat(application.get(path).body()).as(path).contains("missing_token");
            }
            assertThat(application.getWith(issuer.token(), "/function").body()).isEqualTo("reached");
            assertThat(application
                            .getWith(issuer.token(t -> t.subject("u1")), "/events")
                            .body())
                    .contains("data:u1 1", "data:u1 2");
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({Application.class, Events.class})
    static class WithBoth {

        @Bean
        RouterFunction<ServerResponse> function() {
            return RouterFunctions.route()
                    .GET("/function", request -> ServerResponse.ok().bodyValue("reached"))
                    .build();
        }
    }

    @RestController
    static class Events {

        @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
        Flux<String> events(VerifiedJwt jwt) {
            return Flux.just("1", "2").map(number -> jwt.subject() + " " + number);
        }
    }
}
