package io.github.jotguard.servlet;

import io.github.jotguard.bearer.MetadataResponse;
import io.github.jotguard.bearer.ResourceMetadata;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Serves the metadata of a resource (RFC 9728 §3) without a token, at one path and in one spelling. The path below the
 * context is that of the setting; nothing of the request gets into the response. Immutable and thread-safe.
 */
final class MetadataEndpoint {

    private final @Nullable ResourceMetadata metadata;

    /** @param metadata null for a filter without a resource, which serves none */
    MetadataEndpoint(@Nullable ResourceMetadata metadata) {
        this.metadata = metadata;
    }

    /** Returns the document, or null for a filter without a resource. */
    @Nullable
    ResourceMetadata metadata() {
        return metadata;
    }

    /** Returns whether a client requests the document. A forward, include or other dispatch never does. */
    boolean isAt(HttpServletRequest request) {
        if (metadata == null || request.getDispatcherType() != DispatcherType.REQUEST) {
            return false;
        }
        String uri = orEmpty(request.getRequestURI());
        String context = orEmpty(request.getContextPath());
        return uri.startsWith(context)
                && metadata.resource().isMetadata(uri.substring(context.length()), request.getQueryString());
    }

    /** Sends the document, or the response to a method that it does not have. */
    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (metadata == null || response.isCommitted()) {
            return;
        }
        MetadataResponse answer = MetadataResponse.of(metadata, request.getMethod());
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        if (answer.body() == null) {
            return;
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        response.setContentLength(bytes.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(bytes);
        }
    }

    /** Returns the end of a sentence about the filter; empty without a resource. */
    @Override
    public String toString() {
        return metadata == null
                ? ""
                : "; resource: " + PublicAddress.of(metadata.resource().value()) + " (metadata: "
                        + PublicAddress.of(metadata.resource().metadataPath()) + ")";
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
