package io.github.jotguard.spring.settings;

/**
 * Recognizes paths that can be read in one way only, without a pattern and without decoding.
 *
 * <p>Internal: may change without notice.
 */
public final class PlainPaths {

    private PlainPaths() {}

    /**
     * Returns whether a path is ASCII letters, digits, hyphens and underscores between single slashes, and begins with
     * a slash. Most paths are. Such a path is decoded and normalized as it stands. Others need a closer look.
     */
    public static boolean isPlain(String rawPath) {
        if (rawPath.isEmpty() || rawPath.charAt(0) != '/') {
            return false;
        }
        char before = 0;
        for (int i = 0; i < rawPath.length(); i++) {
            char c = rawPath.charAt(i);
            if (c == '/' ? before == '/' : !isOfName(c)) {
                return false;
            }
            before = c;
        }
        return true;
    }

    private static boolean isOfName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}
