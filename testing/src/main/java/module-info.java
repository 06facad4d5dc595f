/**
 * Test support for everything that verifies JSON Web Tokens: start at {@link io.github.jotguard.testing.TestIssuer}.
 *
 * <p>Depends on the JDK alone. It has no dependency on the library under test, so it tests any verifier.
 */
@org.jspecify.annotations.NullMarked
module io.github.jotguard.testing {
    requires static org.jspecify;
    requires jdk.httpserver;

    exports io.github.jotguard.testing;
}
