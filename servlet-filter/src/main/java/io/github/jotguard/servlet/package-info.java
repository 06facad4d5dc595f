/**
 * The bearer-token filter for Jakarta Servlet 6.0 and 6.1 containers. Start at
 * {@link io.github.jotguard.servlet.BearerTokenFilter}; read {@link io.github.jotguard.servlet.ErrorResponder} next to change
 * what rejected clients are told, and {@link io.github.jotguard.servlet.AuthenticationListener} to keep an audit log.
 */
package io.github.jotguard.servlet;
