package io.github.jotguard.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/** A response that sends status and headers but drops the body. */
final class BodilessResponse extends HttpServletResponseWrapper {

    private static final String CONTENT_LENGTH = "Content-Length";

    private final PrintWriter writer = new PrintWriter(Writer.nullWriter());
    private final ServletOutputStream stream = new NowhereStream();

    BodilessResponse(HttpServletResponse response) {
        super(response);
    }

    @Override
    public PrintWriter getWriter() {
        return writer;
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return stream;
    }

    @Override
    public void setContentLength(int length) {
        // of a body that is not sent
    }

    @Override
    public void setContentLengthLong(long length) {
        // of a body that is not sent
    }

    @Override
    public void setHeader(String name, String value) {
        if (!CONTENT_LENGTH.equalsIgnoreCase(name)) {
            super.setHeader(name, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (!CONTENT_LENGTH.equalsIgnoreCase(name)) {
            super.addHeader(name, value);
        }
    }

    @Override
    public void setIntHeader(String name, int value) {
        setHeader(name, Integer.toString(value));
    }

    @Override
    public void addIntHeader(String name, int value) {
        addHeader(name, Integer.toString(value));
    }

    private static final class NowhereStream extends ServletOutputStream {

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            try {
                listener.onWritePossible();
            } catch (IOException failure) {
                listener.onError(failure);
            }
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
