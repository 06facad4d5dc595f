/**
 * Spring MVC and the servlet filter: registrations, CORS, responses to rejected requests, and parameters of
 * controller methods. Internal: may change without notice.
 */
@NullMarked
package io.github.jotguard.spring.servlet;

import org.jspecify.annotations.NullMarked;
