package io.github.jotguard.jwks;

/** The name of an issuer for a log: without user info and query, printable ASCII only, and cut. */
final class IssuerText {

    static final int MAX_LENGTH = 80;

    private IssuerText() {}

    static String of(String issuer) {
        String plain = issuer.replaceFirst("(?s)[?#].*", "").replaceFirst("//[^/]*@", "//");
        String safe = plain.replaceAll("[^!-~]|\\\\", "?");
        return safe.length() > MAX_LENGTH ? safe.substring(0, MAX_LENGTH) + "..." : safe;
    }
}
