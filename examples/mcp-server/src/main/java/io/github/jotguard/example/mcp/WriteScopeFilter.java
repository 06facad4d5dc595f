package io.github.jotguard.example.mcp;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.servlet.BearerTokenFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Asks for a further scope when the tool that changes something is called. The client logs in again for the scopes of
 * the challenge, and repeats its call.
 */
public final class WriteScopeFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final int MAX_BODY = 65_536;

    /** Creates the filter; containers call this. */
    public WriteScopeFilter() {}

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        VerifiedJwt jwt = BearerTokenFilter.verifiedJwt(request).orElse(null);
        if (jwt == null || !request.getMethod().equals("POST")) {
            chain.doFilter(request, response);
            return;
        }
        byte[] body = request.getInputStream().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        } else if (WriteScope.isMissing(jwt, body)) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            response.setHeader("WWW-Authenticate", WriteScope.CHALLENGE);
        } else {
            chain.doFilter(new ReadRequest(request, body), response);
        }
    }

    /** A request whose body has been read. */
    private static final class ReadRequest extends HttpServletRequestWrapper {

        private final byte[] body;

        ReadRequest(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            ByteArrayInputStream in = new ByteArrayInputStream(body);
            return new ServletInputStream() {
                @Override
                public int read() {
                    return in.read();
                }

                @Override
                public int read(byte[] bytes, int offset, int length) {
                    return in.read(bytes, offset, length);
                }

                @Override
                public boolean isFinished() {
                    return in.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new IllegalStateException("the body is read already");
                }
            };
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }
}
