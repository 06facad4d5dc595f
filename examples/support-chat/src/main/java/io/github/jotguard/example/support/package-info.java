/**
 * The support chat: a plain WAR for any Jakarta Servlet 6 container. Nothing in Java says who may call; the
 * {@link io.github.jotguard.servlet.BearerTokenFilter} in {@code WEB-INF/web.xml} does, and its init-params alone configure it.
 *
 * <p>Start with {@code web.xml}, then {@code ChatServlet}: the email of the verified token leads to a user, the user to a session
 * that is still active, and the conversation is stored under that user's id.
 */
@NullMarked
package io.github.jotguard.example.support;

import org.jspecify.annotations.NullMarked;
