package io.github.jotguard.servlet.upgrade;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Named as Jetty's is. Answers requests for another protocol itself. */
public final class WebSocketUpgradeFilter implements Filter {

    private final AtomicInteger calls = new AtomicInteger();

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException {
        calls.incrementAndGet();
        response.getWriter().write("upgraded");
    }

    /** Returns the number of requests that came to it. */
    public int calls() {
        return calls.get();
    }
}
