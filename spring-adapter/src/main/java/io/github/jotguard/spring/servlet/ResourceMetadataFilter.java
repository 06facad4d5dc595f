package io.github.jotguard.spring.servlet;

import io.github.jotguard.bearer.ChallengeParameters;
import io.github.jotguard.bearer.MetadataResponse;
import io.github.jotguard.bearer.ResourceMetadata;
import io.github.jotguard.spring.settings.RequiredScopes;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Serves the metadata of the resource (RFC 9728 §3) without a token, and completes the challenges of everything behind
 * it, such as a chain of Spring Security. It is outside of CORS and of every check of tokens.
 *
 * <p>Internal: may change without notice.
 */
public final class ResourceMetadataFilter implements Filter {

    private final @Nullable ResourceMetadata metadata;
    private final ChallengeParameters challenges;
    private final RequiredScopes scopes;

    /**
     * Creates the filter.
     *
     * @param metadata null without a resource; then there is no document
     */
    public ResourceMetadataFilter(
            @Nullable ResourceMetadata metadata, ChallengeParameters challenges, RequiredScopes scopes) {
        this.metadata = metadata;
        this.challenges = challenges;
        this.scopes = scopes;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (metadata == null
                || !(request instanceof HttpServletRequest httpRequest)
                || !(response instanceof HttpServletResponse httpResponse)) {
            chain.doFilter(request, response);
            return;
        }
        String path = RequestPaths.below(httpRequest);
        if (httpRequest.getDispatcherType() == DispatcherType.REQUEST
                && metadata.resource().isMetadata(path, httpRequest.getQueryString())) {
            send(MetadataResponse.of(metadata, httpRequest.getMethod()), httpRequest, httpResponse);
        } else {
            chain.doFilter(request, new Completed(httpResponse, challenges.withScopes(scopes.needed(path))));
        }
    }

    private static void send(MetadataResponse answer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        if (answer.body() != null) {
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            response.setContentLength(body.length);
            if (!request.getMethod().equals("HEAD")) {
                response.getOutputStream().write(body);
            }
        }
    }

    /** A response whose challenges name the metadata and the scopes of the request. */
    private static final class Completed extends HttpServletResponseWrapper {

        private static final String CHALLENGE = "WWW-Authenticate";

        private final ChallengeParameters challenges;

        Completed(HttpServletResponse response, ChallengeParameters challenges) {
            super(response);
            this.challenges = challenges;
        }

        @Override
        public void setHeader(String name, String value) {
            super.setHeader(name, completed(name, value));
        }

        @Override
        public void addHeader(String name, String value) {
            super.addHeader(name, completed(name, value));
        }

        private @Nullable String completed(String name, @Nullable String value) {
            return value != null && CHALLENGE.equalsIgnoreCase(name) ? challenges.complete(value) : value;
        }
    }
}
