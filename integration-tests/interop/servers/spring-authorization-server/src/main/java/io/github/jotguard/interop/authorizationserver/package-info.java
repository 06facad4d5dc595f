/** A Spring Authorization Server with the clients of the interop tests. */
package io.github.jotguard.interop.authorizationserver;
