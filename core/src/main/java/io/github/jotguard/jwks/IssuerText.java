package io.github.jotguard.jwks;

import io.github.jotguard.json.LogSanitizer;

/** Converts the name of an issuer for a log: without user info and query, printable ASCII only, and cut. */
final class IssuerText {

    private IssuerText() {}

    static String of(String issuer) {
        return LogSanitizer.sanitize(issuer.replaceFirst("(?s)[?#].*", "").replaceFirst("//[^/]*@", "//"));
    }
}
