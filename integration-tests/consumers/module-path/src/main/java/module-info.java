/** An application on the module path. */
module consumer {
    requires io.github.jotguard.core;
    requires io.github.jotguard.servlet;
    requires io.github.jotguard.testing;
    // the container's, which the filter leaves to the application
    requires jakarta.servlet;
}
