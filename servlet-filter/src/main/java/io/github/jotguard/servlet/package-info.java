/**
 * The bearer-token filter for Jakarta Servlet 6.0 and 6.1 containers. Start at
 * {@link io.github.jotguard.servlet.BearerTokenFilter}. To change the responses to rejected requests, see
 * {@link io.github.jotguard.servlet.ErrorResponder}; for an audit log,
 * {@link io.github.jotguard.servlet.AuthenticationListener}.
 */
package io.github.jotguard.servlet;
