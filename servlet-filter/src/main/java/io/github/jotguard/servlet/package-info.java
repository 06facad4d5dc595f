/**
 * Protects the paths of Jakarta Servlet 6.0 and 6.1 applications with bearer tokens (RFC 6750).
 *
 * <pre>{@code
 * BearerTokenFilter filter = BearerTokenFilter.builder(verifier)
 *         .exclude("/health", "/public/*") // every other path requires a valid token
 *         .requireScopeAt("/admin/*", "admin")
 *         .build();
 * FilterRegistration.Dynamic jotguard = servletContext.addFilter("jotguard", filter);
 * jotguard.setAsyncSupported(true);
 * jotguard.addMappingForUrlPatterns(BearerTokenFilter.dispatcherTypes(), false, "/*");
 * }</pre>
 *
 * <p>The same by {@code web.xml}, without code:
 *
 * <!-- xml -->
 * <pre>{@code
 * <filter>
 *   <filter-name>jotguard</filter-name>
 *   <filter-class>io.github.jotguard.servlet.BearerTokenFilter</filter-class>
 *   <async-supported>true</async-supported>
 *   <init-param><param-name>betterAuthOrigin</param-name><param-value>https://app.example.com</param-value></init-param>
 *   <init-param><param-name>exclude</param-name><param-value>/health, /public/*</param-value></init-param>
 * </filter>
 * <filter-mapping>
 *   <filter-name>jotguard</filter-name><url-pattern>/*</url-pattern>
 *   <dispatcher>REQUEST</dispatcher><dispatcher>FORWARD</dispatcher><dispatcher>INCLUDE</dispatcher>
 *   <dispatcher>ASYNC</dispatcher><dispatcher>ERROR</dispatcher>
 * </filter-mapping>
 * }</pre>
 *
 * <p>{@link io.github.jotguard.servlet.BearerTokenFilter} is the entry point.
 * {@link io.github.jotguard.servlet.ErrorResponder} changes the responses to rejected requests, and
 * {@link io.github.jotguard.servlet.AuthenticationListener} receives events for an audit log.
 */
package io.github.jotguard.servlet;
