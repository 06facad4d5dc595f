package io.github.jotguard.container.war.app;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Finds its resources by itself. */
@ApplicationPath("/rest")
public class RestApplication extends Application {}
