package io.github.jotguard.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parses the path of a request, if there is only one way to read it. A container, proxy or framework may read a path in
 * another way. Such a path has no canonical form, and counts as protected wherever it seems to lead.
 */
final class RequestPath {

    /**
     * The characters that need no encoding in a path (RFC 3986 §3.3). {@code ;} is missing, because it begins
     * parameters in some implementations and not in others.
     */
    private static final BitSet PLAIN =
            bits("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,=:@/");

    private static final int HEX = 16;

    private RequestPath() {}

    /**
     * Returns the paths that a request leads to, below the context and decoded as the container has mapped it. A path
     * that is not canonical is empty. There are two if a resource is included, as an included request keeps the path of
     * the including one.
     */
    static List<Optional<String>> allOf(HttpServletRequest request) {
        Optional<String> path = canonical(
                request.getRequestURI(), request.getContextPath(), request.getServletPath(), request.getPathInfo());
        return request.getDispatcherType() == DispatcherType.INCLUDE ? List.of(path, included(request)) : List.of(path);
    }

    private static Optional<String> included(HttpServletRequest request) {
        return canonical(
                attribute(request, RequestDispatcher.INCLUDE_REQUEST_URI),
                attribute(request, RequestDispatcher.INCLUDE_CONTEXT_PATH),
                attribute(request, RequestDispatcher.INCLUDE_SERVLET_PATH),
                attribute(request, RequestDispatcher.INCLUDE_PATH_INFO));
    }

    private static @Nullable String attribute(HttpServletRequest request, String name) {
        return request.getAttribute(name) instanceof String text ? text : null;
    }

    static Optional<String> canonical(
            @Nullable String uri, @Nullable String context, @Nullable String servletPath, @Nullable String pathInfo) {
        String below = orEmpty(servletPath) + orEmpty(pathInfo);
        String path = below.isEmpty() ? "/" : below;
        Optional<String> prefix = decoded(orEmpty(context));
        return decoded(orEmpty(uri))
                .filter(whole -> prefix.isPresent() && isJoined(whole, prefix.get(), path))
                .filter(RequestPath::hasPlainSegments)
                .filter(RequestPath::hasPlainCharacters)
                .map(whole -> path);
    }

    private static boolean isJoined(String whole, String beginning, String end) {
        return whole.length() == beginning.length() + end.length()
                && whole.startsWith(beginning)
                && whole.endsWith(end);
    }

    /**
     * Decodes the characters that must be encoded: spaces and non-ASCII characters, in strict UTF-8. Every other
     * encoded character is rejected as a disguise.
     */
    private static Optional<String> decoded(String raw) {
        return isPlain(raw) ? Optional.of(raw) : decodedOctets(raw);
    }

    /** Returns whether no character is encoded or has to be. */
    private static boolean isPlain(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            if (!PLAIN.get(raw.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> decodedOctets(String raw) {
        byte[] bytes = new byte[raw.length()];
        int length = 0;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (PLAIN.get(c)) {
                bytes[length++] = (byte) c;
                continue;
            }
            int octet = c == '%' ? octet(raw, i + 1) : -1;
            if (octet != ' ' && octet <= '~') {
                return Optional.empty();
            }
            bytes[length++] = (byte) octet;
            i += 2;
        }
        return utf8(bytes, length);
    }

    private static int octet(String raw, int start) {
        if (start + 2 > raw.length()) {
            return -1;
        }
        int high = Character.digit(raw.charAt(start), HEX);
        int low = Character.digit(raw.charAt(start + 1), HEX);
        return high < 0 || low < 0 ? -1 : high * HEX + low;
    }

    private static Optional<String> utf8(byte[] bytes, int length) {
        try {
            ByteBuffer octets = ByteBuffer.wrap(bytes, 0, length);
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(octets).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    /**
     * Returns whether each segment leads one level down. A name of dots and spaces alone is {@code ..} in some file
     * systems.
     */
    static boolean hasPlainSegments(String path) {
        if (!path.startsWith("/")) {
            return false;
        }
        int begin = 1;
        while (begin < path.length()) {
            int slash = path.indexOf('/', begin);
            int end = slash < 0 ? path.length() : slash;
            if (isDots(path, begin, end)) {
                return false;
            }
            begin = end + 1;
        }
        return true;
    }

    /** Returns whether a segment consists of dots and spaces alone, or is empty. */
    private static boolean isDots(String path, int begin, int end) {
        for (int i = begin; i < end; i++) {
            if (path.charAt(i) != '.' && path.charAt(i) != ' ') {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns whether there is no control character, and none that becomes another in compatibility form, such as a
     * full-width solidus. No character of ASCII does.
     */
    private static boolean hasPlainCharacters(String path) {
        boolean isAscii = true;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (Character.isISOControl(c)) {
                return false;
            }
            isAscii &= c <= '~';
        }
        return isAscii || Normalizer.isNormalized(path, Normalizer.Form.NFKC);
    }

    private static BitSet bits(String characters) {
        BitSet bits = new BitSet();
        characters.chars().forEach(bits::set);
        return bits;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
