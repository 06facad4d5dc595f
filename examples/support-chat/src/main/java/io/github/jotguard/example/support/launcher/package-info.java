/** Runs the WAR in an embedded Tomcat. Not part of the WAR. */
@NullMarked
package io.github.jotguard.example.support.launcher;

import org.jspecify.annotations.NullMarked;
