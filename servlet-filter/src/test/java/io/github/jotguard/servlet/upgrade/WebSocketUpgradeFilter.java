package io.github.jotguard.servlet.upgrade;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/** Named as Jetty's is. Answers requests for another protocol itself. */
public final class WebSocketUpgradeFilter implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException {
        response.getWriter().write("upgraded");
    }
}
