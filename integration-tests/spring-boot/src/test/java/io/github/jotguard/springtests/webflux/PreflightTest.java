package io.github.jotguard.springtests.webflux;

import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.PreflightContract;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.config.CorsRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebHandler;

/** With WebFlux. */
class PreflightTest extends PreflightContract {

    @Override
    protected Class<?> configuration() {
        return WithRpc.class;
    }

    @Override
    protected Stream<String> furtherPaths() {
        return Stream.of("/handler/transfer");
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({Application.class, Rpc.class})
    static class WithRpc {

        @Bean
        WebFluxConfigurer cors() {
            return new WebFluxConfigurer() {
                @Override
                public void addCorsMappings(CorsRegistry registry) {
                    for (String path : GLOBAL_PATHS) {
                        registry.addMapping(path).allowedOrigins(PAGE);
                    }
                }
            };
        }

        /** The application's own code too; behind ours, as it has no order. */
        @Bean
        WebFilter behind() {
            return (exchange, chain) -> {
                CALLS.incrementAndGet();
                return chain.filter(exchange);
            };
        }

        @Bean
        RouterFunction<ServerResponse> route() {
            return RouterFunctions.route(RequestPredicates.path("/rpc/route"), request -> {
                CALLS.incrementAndGet();
                return ServerResponse.ok().header("X-Leak", "balance").bodyValue("transferred");
            });
        }

        @Bean
        HandlerMapping handlers() {
            WebHandler transfers = exchange -> {
                CALLS.incrementAndGet();
                exchange.getResponse().getHeaders().set("X-Leak", "balance");
                return exchange.getResponse().setComplete();
            };
            return new SimpleUrlHandlerMapping(Map.of("/handler/**", transfers), 1);
        }
    }
}
