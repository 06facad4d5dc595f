package io.github.jotguard.benchmarks;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** A response without a container, for one thread. It keeps the status and the last challenge, and drops the body. */
final class SyntheticResponse extends HttpServletResponseWrapper {

    private static final HttpServletResponse NOTHING_ELSE = (HttpServletResponse) Proxy.newProxyInstance(
            SyntheticResponse.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (proxy, method, args) -> {
                throw new UnsupportedOperationException(method.getName());
            });

    private final ServletOutputStream body = new Sink();
    private int status = SC_OK;
    private @Nullable String challenge;

    SyntheticResponse() {
        super(NOTHING_ELSE);
    }

    /** Becomes the next response. */
    SyntheticResponse next() {
        status = SC_OK;
        challenge = null;
        return this;
    }

    @Nullable
    String challenge() {
        return challenge;
    }

    @Override
    public int getStatus() {
        return status;
    }

    @Override
    public void setStatus(int sent) {
        status = sent;
    }

    @Override
    public boolean isCommitted() {
        return false;
    }

    @Override
    public void setHeader(String name, String value) {
        if (name.equals("WWW-Authenticate")) {
            challenge = value;
        }
    }

    @Override
    public void setContentType(String type) {
        // not read
    }

    @Override
    public void setContentLength(int length) {
        // not read
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return body;
    }

    /** Drops what is written. */
    private static final class Sink extends ServletOutputStream {

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(int octet) {
            // dropped
        }

        @Override
        public void write(byte[] octets, int offset, int length) {
            // dropped
        }
    }
}
