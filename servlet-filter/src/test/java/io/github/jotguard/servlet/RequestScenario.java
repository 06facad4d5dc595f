package io.github.jotguard.servlet;

import java.util.ArrayList;
import java.util.List;

/**
 * A request and the dispatches that follow it, as a text of one line each. The first character of a line says what it is:
 *
 * <ul>
 *   <li>{@code M} the method, {@code H} a header ({@code name:value}), {@code C} the application has a context path
 *   <li>{@code R} the path of the request, after a digit for how the container maps it; the last one counts
 *   <li>{@code F}, {@code I}, {@code S}, {@code T} a page forwards, includes, dispatches asynchronously, or forwards from a thread of its
 *       own, written as {@code R}; {@code N} it forwards by name
 *   <li>{@code E} the container renders an error page, {@code P} a filter before ours does, written as {@code R}
 *   <li>{@code X} a page sets the attribute and the status of an error, {@code B} a page returns
 * </ul>
 *
 * Lines of another kind are left out, and so are dispatches after the eighth.
 */
record RequestScenario(String method, List<Header> headers, String context, Step request, List<Step> steps) {

    private static final String DISPATCHES = "FISTNEPXB";
    private static final int MAX_STEPS = 8;

    static RequestScenario of(String text) {
        String method = "GET";
        String context = "";
        Step request = new Step('R', '0', "/");
        List<Header> headers = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        for (String line : text.split("\n")) {
            char kind = line.isEmpty() ? ' ' : line.charAt(0);
            String rest = line.isEmpty() ? "" : line.substring(1);
            switch (kind) {
                case 'M' -> method = rest;
                case 'C' -> context = "/app";
                case 'H' -> headers.add(Header.of(rest));
                case 'R' -> request = Step.of(kind, rest);
                default -> {
                    if (DISPATCHES.indexOf(kind) >= 0 && steps.size() < MAX_STEPS) {
                        steps.add(Step.of(kind, rest));
                    }
                }
            }
        }
        return new RequestScenario(method, List.copyOf(headers), context, request, List.copyOf(steps));
    }

    /** The values of all headers of this name, in their order. */
    List<String> values(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    /** A field line. */
    record Header(String name, String value) {
        static Header of(String line) {
            int colon = line.indexOf(':');
            return colon < 0 ? new Header(line, "") : new Header(line.substring(0, colon), line.substring(colon + 1));
        }
    }

    /** One dispatch: its kind, which of the readings of the path the container takes, and the path below the context. */
    record Step(char kind, int reading, String path) {
        static Step of(char kind, String rest) {
            return rest.isEmpty() ? new Step(kind, '0', "/") : new Step(kind, rest.charAt(0), rest.substring(1));
        }

        /** Returns the path that the container maps the target to. */
        String mapped() {
            List<String> readings = List.copyOf(PathReadings.of(path));
            return readings.get(Math.floorMod(reading - '0', readings.size()));
        }
    }
}
