package io.github.jotguard.http;

import java.net.InetSocketAddress;
import java.net.Proxy;

/**
 * One way to a host.
 *
 * @param proxy what it leads through, or {@link Proxy#NO_PROXY}
 * @param address what is connected to: the host itself, an HTTP proxy, or the host behind a SOCKS proxy
 */
public record Route(Proxy proxy, InetSocketAddress address) {

    boolean isThroughHttpProxy() {
        return proxy.type() == Proxy.Type.HTTP;
    }

    /** What the socket itself goes through. */
    Proxy socketProxy() {
        return proxy.type() == Proxy.Type.SOCKS ? proxy : Proxy.NO_PROXY;
    }
}
