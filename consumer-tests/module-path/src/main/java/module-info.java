/** An application on the module path. */
module consumer {
    requires io.github.jotguard.core;
    requires io.github.jotguard.testing;
}
