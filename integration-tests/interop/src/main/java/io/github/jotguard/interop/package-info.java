/** Launchers of real authorization servers, and the flows that get tokens from them. */
package io.github.jotguard.interop;
