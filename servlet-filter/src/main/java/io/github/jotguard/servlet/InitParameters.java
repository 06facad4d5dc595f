package io.github.jotguard.servlet;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The init-params of a filter. Messages name the parameter that is wrong. Immutable. */
final class InitParameters {

    private static final String BETWEEN_VALUES = "[,\\s]+";
    private static final String EMPTY = "is empty; give a value or remove it";
    private static final String BETWEEN_RULES = "\\s*[,\n]\\s*";

    private final String filterName;
    /** The prefix of the parameters of one issuer of several, with the dot; else empty. */
    private final String prefix;

    private final Map<String, String> values;
    private final Placeholders placeholders;

    private InitParameters(String filterName, String prefix, Map<String, String> values, Placeholders placeholders) {
        this.filterName = filterName;
        this.prefix = prefix;
        this.values = values;
        this.placeholders = placeholders;
    }

    static InitParameters of(FilterConfig config, Placeholders placeholders) {
        Map<String, String> values = new LinkedHashMap<>();
        Collections.list(config.getInitParameterNames())
                .forEach(name -> values.put(name, config.getInitParameter(name)));
        return new InitParameters(String.valueOf(config.getFilterName()), "", values, placeholders);
    }

    /** Returns the parameters whose names begin with this entry and a dot. Their names are used without it. */
    InitParameters below(String entry) {
        return new InitParameters(filterName, entry + ".", values, placeholders);
    }

    /** Returns the full name of a parameter. */
    String nameOf(String name) {
        return prefix + name;
    }

    /** Rejects a parameter that nothing reads, because it was meant to have an effect. */
    void rejectUnknown(Collection<String> known) throws ServletException {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw wrong(
                        name,
                        InitParamHints.of(name, known)
                                .map(meant -> "is unknown; did you mean " + meant + "?")
                                .orElse("is unknown; remove it"));
            }
        }
    }

    /** Rejects a parameter without a value, before it seems to contradict another. */
    void rejectEmpty() throws ServletException {
        for (String name : values.keySet()) {
            text(name);
        }
    }

    void rejectAny(String problem) throws ServletException {
        for (String name : values.keySet()) {
            throw wrong(name, problem);
        }
    }

    /** Returns whether a parameter has an effect; a switch that is off has none. */
    boolean has(String name) throws ServletException {
        return text(name).filter(value -> !"false".equalsIgnoreCase(value)).isPresent();
    }

    /** Rejects a parameter together with one that it excludes. */
    void rejectTogether(String name, String... others) throws ServletException {
        for (String other : others) {
            if (has(name) && has(other)) {
                throw wrong(name, "contradicts " + nameOf(other) + "; give one of the two");
            }
        }
    }

    String required(String name, String hint) throws ServletException {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            throw wrong(name, "is missing; " + hint);
        }
        return text.get();
    }

    Optional<String> text(String name) throws ServletException {
        String raw = values.get(nameOf(name));
        if (raw == null) {
            return Optional.empty();
        }
        String text = use(name, () -> placeholders.resolve(raw)).strip();
        if (text.isEmpty()) {
            throw wrong(name, EMPTY);
        }
        return Optional.of(text);
    }

    /** Returns values separated by commas or white space; none if the parameter is absent. */
    String[] list(String name) throws ServletException {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return new String[0];
        }
        String[] values = Arrays.stream(text.get().split(BETWEEN_VALUES))
                .filter(value -> !value.isEmpty())
                .toArray(String[]::new);
        if (values.length == 0) {
            throw wrong(name, EMPTY);
        }
        return values;
    }

    /** Returns rules, separated by commas or line breaks, or by both; none if the parameter is absent. */
    String[] rules(String name) throws ServletException {
        return text(name).map(text -> text.split(BETWEEN_RULES, -1)).orElseGet(() -> new String[0]);
    }

    boolean flag(String name) throws ServletException {
        String text = text(name).orElse("false");
        if (!List.of("true", "false").contains(text)) {
            throw wrong(name, "must be true or false");
        }
        return text.equals("true");
    }

    Optional<Duration> duration(String name) throws ServletException {
        Optional<String> text = text(name);
        return text.isEmpty() ? Optional.empty() : Optional.of(use(name, () -> parseDuration(text.get())));
    }

    Optional<Integer> number(String name) throws ServletException {
        Optional<String> text = text(name);
        return text.isEmpty() ? Optional.empty() : Optional.of(use(name, () -> parseNumber(text.get())));
    }

    private static int parseNumber(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException("It must be a whole number such as 500", notOne);
        }
    }

    private static Duration parseDuration(String text) {
        try {
            return text.chars().allMatch(c -> c >= '0' && c <= '9')
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.parse(text);
        } catch (RuntimeException notOne) {
            throw new IllegalArgumentException(
                    "It must be a number of seconds such as 30, or as ISO 8601 has it, such as PT30S", notOne);
        }
    }

    /** Returns the value of the environment variable that a parameter names. The value is never in a message. */
    String environmentVariable(String name) throws ServletException {
        String variable = required(name, "it names an environment variable");
        String value = placeholders.environment(variable);
        if (value == null || value.isEmpty()) {
            throw wrong(name, "names the environment variable " + variable + ", which is not set");
        }
        return value;
    }

    /** Returns the object in the attribute of the servlet context that a parameter names. */
    <T> T contextAttribute(String parameter, Class<T> type, ServletContext context) throws ServletException {
        String name = required(parameter, "it names an attribute of the servlet context");
        Object value = context.getAttribute(name);
        if (!type.isInstance(value)) {
            throw wrong(
                    parameter,
                    "names the servlet context attribute " + name + ", which is "
                            + (value == null
                                    ? "not set"
                                    : "a " + value.getClass().getName()) + " and not a " + type.getName()
                            + "; set it in a ServletContextListener");
        }
        return type.cast(value);
    }

    /** Uses the value of a parameter. Adds the name of the parameter to the message of a failure. */
    <T> T use(String name, Supplier<T> step) throws ServletException {
        try {
            return step.get();
        } catch (IllegalArgumentException | IllegalStateException complaint) {
            throw wrong(name, "cannot be used: " + complaint.getMessage(), complaint);
        }
    }

    ServletException wrong(String name, String problem) {
        return wrong(name, problem, null);
    }

    private ServletException wrong(String name, String problem, @Nullable Throwable cause) {
        return new ServletException("Filter \"" + filterName + "\": init-param " + nameOf(name) + " " + problem, cause);
    }
}
