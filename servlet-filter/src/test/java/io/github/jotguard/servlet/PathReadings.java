package io.github.jotguard.servlet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The paths that servers, proxies and frameworks read from one text, leniently, each in its own order of steps. */
final class PathReadings {

    private static final UnaryOperator<String> ALONE = UnaryOperator.identity();
    private static final UnaryOperator<String> WITHOUT_PARAMETERS = path -> path.replaceAll(";[^/]*", "");
    private static final UnaryOperator<String> UP_TO_A_PARAMETER = path -> path.replaceAll("(?s);.*", "");

    private PathReadings() {}

    static Set<String> of(String raw) {
        Set<String> readings = new LinkedHashSet<>();
        for (UnaryOperator<String> parameters : List.of(ALONE, WITHOUT_PARAMETERS, UP_TO_A_PARAMETER)) {
            String path = parameters.apply(raw);
            readings.add(path);
            readings.add(withoutDots(path));
            readings.add(decoded(path));
            readings.add(decoded(withoutDots(path)));
            readings.add(withoutDots(decoded(path)));
            readings.add(withoutDots(parameters.apply(decoded(path))));
            readings.add(withoutDots(decoded(decoded(path))));
            readings.add(withoutDots(decoded(path).replace('\\', '/')));
            readings.add(withoutDots(Normalizer.normalize(decoded(path), Normalizer.Form.NFKC)));
            readings.add(withoutDots(decoded(path).replaceAll("[ \0]+(?=/|$)", "")));
        }
        return readings;
    }

    /** Without {@code .} and empty segments, and without what {@code ..} takes back. */
    private static String withoutDots(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        return segments.stream().collect(Collectors.joining("/", "/", ""));
    }

    /** Decodes octets. Others stay as they are, and malformed UTF-8 becomes a replacement character. */
    private static String decoded(String path) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < path.length(); i++) {
            int octet = path.charAt(i) == '%' ? octet(path, i + 1) : -1;
            if (octet >= 0) {
                bytes.write(octet);
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(path.charAt(i)).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int octet(String path, int start) {
        if (start + 2 > path.length()) {
            return -1;
        }
        int high = Character.digit(path.charAt(start), 16);
        int low = Character.digit(path.charAt(start + 1), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
