package io.github.jotguard.springtests.webflux;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.spring.CurrentUser;
import io.github.jotguard.springtests.AppUser;
import io.github.jotguard.springtests.CallerApi;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Endpoints that WebFlux alone has. */
@RestController
public class MonoApi {

    @GetMapping("/caller/mono")
    Mono<String> mono(Mono<VerifiedJwt> jwt) {
        return jwt.map(VerifiedJwt::subject);
    }

    @GetMapping("/caller/mono-user")
    Mono<String> monoUser(@CurrentUser Mono<AppUser> user) {
        return user.map(AppUser::id);
    }

    @GetMapping("/open/caller/mono")
    String openMono(Mono<VerifiedJwt> jwt) {
        return "called without a caller";
    }

    @Bean
    RouterFunction<ServerResponse> bind() {
        return route().GET("/caller/bind-jwt", request -> request.bind(VerifiedJwt.class)
                        .flatMap(jwt -> ServerResponse.ok().bodyValue(jwt.subject())))
                .GET("/caller/bind", request -> request.bind(CallerApi.BeanForm.class)
                        .flatMap(form -> ServerResponse.ok().bodyValue(String.valueOf(form.getJwt()))))
                .build();
    }
}
