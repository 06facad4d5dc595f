package io.github.jotguard.benchmarks;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.security.Principal;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.RequestPath;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An exchange of WebFlux without a server, for one request at a time. It is used again and again. What a filter must not need throws
 * {@link UnsupportedOperationException}.
 */
final class SyntheticExchange extends ServerWebExchangeDecorator {

    private final Map<String, Object> attributes = new HashMap<>();
    private final Request request;
    private final Response response = new Response();

    /** @param path as it is sent */
    SyntheticExchange(String path) {
        super(nothingElse(ServerWebExchange.class));
        this.request = new Request(path);
    }

    private static <T> T nothingElse(Class<T> type) {
        InvocationHandler throwing = (proxy, method, args) -> {
            throw new UnsupportedOperationException(method.getName());
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, throwing));
    }

    /**
     * Becomes the next request.
     *
     * @param header the value of {@code Authorization}, or null for none
     */
    SyntheticExchange next(@Nullable String header) {
        attributes.clear();
        if (header == null) {
            request.headers.remove(HttpHeaders.AUTHORIZATION);
        } else {
            request.headers.set(HttpHeaders.AUTHORIZATION, header);
        }
        response.status = HttpStatus.OK;
        response.headers.clear();
        return this;
    }

    @Override
    public ServerHttpRequest getRequest() {
        return request;
    }

    @Override
    public ServerHttpResponse getResponse() {
        return response;
    }

    @Override
    public Map<String, Object> getAttributes() {
        return attributes;
    }

    /** Returns nobody, as of a request that no filter has authenticated. */
    @Override
    public <T extends Principal> Mono<T> getPrincipal() {
        return Mono.empty();
    }

    @Override
    public @Nullable ApplicationContext getApplicationContext() {
        return null;
    }

    /** A request with the five headers that most clients send. */
    private static final class Request extends ServerHttpRequestDecorator {

        private final HttpHeaders headers = new HttpHeaders();
        private final URI uri;
        private final RequestPath path;

        Request(String path) {
            super(nothingElse(ServerHttpRequest.class));
            this.uri = URI.create("http://127.0.0.1" + path);
            this.path = RequestPath.parse(uri, "");
            headers.set("Host", "127.0.0.1");
            headers.set("Accept", "application/json");
            headers.set("Accept-Encoding", "gzip");
            headers.set("User-Agent", "benchmark");
            headers.set("Connection", "keep-alive");
        }

        @Override
        public HttpMethod getMethod() {
            return HttpMethod.GET;
        }

        @Override
        public URI getURI() {
            return uri;
        }

        @Override
        public RequestPath getPath() {
            return path;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }
    }

    /** Keeps the status and the headers, and drops the body. */
    private static final class Response extends ServerHttpResponseDecorator {

        private final HttpHeaders headers = new HttpHeaders();
        private HttpStatusCode status = HttpStatus.OK;

        Response() {
            super(nothingElse(ServerHttpResponse.class));
        }

        @Override
        public boolean setStatusCode(@Nullable HttpStatusCode code) {
            status = code == null ? HttpStatus.OK : code;
            return true;
        }

        @Override
        public HttpStatusCode getStatusCode() {
            return status;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public DataBufferFactory bufferFactory() {
            return DefaultDataBufferFactory.sharedInstance;
        }

        @Override
        public void beforeCommit(Supplier<? extends Mono<Void>> action) {
            throw new UnsupportedOperationException("beforeCommit");
        }

        @Override
        public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
            return Flux.from(body).then();
        }

        @Override
        public Mono<Void> setComplete() {
            return Mono.empty();
        }
    }
}
