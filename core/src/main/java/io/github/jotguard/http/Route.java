package io.github.jotguard.http;

import java.net.InetSocketAddress;
import java.net.Proxy;

/**
 * One route to a host.
 *
 * @param proxy the proxy that it goes through, or {@link Proxy#NO_PROXY}
 * @param address the address to connect to: the host itself, an HTTP proxy, or the host behind a SOCKS proxy
 */
public record Route(Proxy proxy, InetSocketAddress address) {

    boolean isThroughHttpProxy() {
        return proxy.type() == Proxy.Type.HTTP;
    }

    /** Returns the proxy of the socket itself. */
    Proxy socketProxy() {
        return proxy.type() == Proxy.Type.SOCKS ? proxy : Proxy.NO_PROXY;
    }
}
