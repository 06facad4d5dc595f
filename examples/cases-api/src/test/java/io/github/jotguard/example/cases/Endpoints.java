package io.github.jotguard.example.cases;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.Arguments.ArgumentSet;

/** Every endpoint that needs a token, as a way to call it. */
final class Endpoints {

    static final String ANY_ID = "/api/cases/00000000-0000-0000-0000-000000000000";

    private Endpoints() {}

    /** For {@code @MethodSource}: each endpoint under its name. */
    static Stream<ArgumentSet> all() {
        return Stream.concat(
                Stream.of(
                        named("GET /api/auth/me", caller -> caller.get("/api/auth/me")),
                        named("GET /api/cases", caller -> caller.get("/api/cases")),
                        named("POST /api/cases", caller -> caller.post("/api/cases", "{\"name\":\"x\"}"))),
                ofOneCase().stream()
                        .map(way -> named(way.method() + " /api/cases/{id}", caller -> way.call(caller, ANY_ID))));
    }

    /** The ones about one case. */
    static List<OfOneCase> ofOneCase() {
        return List.of(
                new OfOneCase("GET", ""),
                new OfOneCase("PUT", "{\"name\":\"Overwritten\"}"),
                new OfOneCase("PATCH", "{\"name\":\"Overwritten\"}"),
                new OfOneCase("DELETE", ""));
    }

    private static ArgumentSet named(String name, Function<Caller, Caller.Answer> call) {
        return Arguments.argumentSet(name, call);
    }

    record OfOneCase(String method, String body) {

        Caller.Answer call(Caller caller, String path) {
            return caller.send(method, path, body);
        }
    }
}
