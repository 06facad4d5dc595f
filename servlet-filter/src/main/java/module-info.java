/**
 * Protects Jakarta Servlet applications with bearer tokens: start at
 * {@link io.github.jotguard.servlet.BearerTokenFilter}.
 */
@org.jspecify.annotations.NullMarked
module io.github.jotguard.servlet {
    requires transitive io.github.jotguard.core;
    requires static transitive jakarta.servlet;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports io.github.jotguard.servlet;

    provides jakarta.servlet.ServletContainerInitializer with
            io.github.jotguard.servlet.JotguardServletContainerInitializer;
}
