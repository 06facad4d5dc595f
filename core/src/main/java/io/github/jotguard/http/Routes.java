package io.github.jotguard.http;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The routes to a host, in the order in which they are tried. They go through the proxies of the selector, and to
 * addresses of both families in turn (RFC 8305 §4).
 */
public final class Routes {

    /** Maximum number of proxies that are tried, and of routes through each. */
    public static final int MAX = 8;

    private final HostResolver resolver;
    private final @Nullable ProxySelector selector;

    public Routes(HostResolver resolver, @Nullable ProxySelector selector) {
        this.resolver = resolver;
        this.selector = selector;
    }

    /** Returns the proxies to try, in their order; {@link Proxy#NO_PROXY} is the direct way. */
    public List<Proxy> proxies(FetchTarget target) {
        List<Proxy> proxies = selector == null ? null : selector.select(target.uri());
        return proxies == null || proxies.isEmpty() ? List.of(Proxy.NO_PROXY) : firstOf(proxies);
    }

    /**
     * Finds the routes through a proxy, in the order in which they are tried. Looks up the host that the socket connects
     * to, so call it only when it is the turn of this proxy: behind a proxy, the lookup of the target may hang.
     *
     * @throws IOException if there is none, because a host is unknown
     */
    public List<Route> through(Proxy proxy, FetchTarget target) throws IOException {
        return switch (proxy.type()) {
            case DIRECT -> routes(Proxy.NO_PROXY, resolver.resolve(target.host()), target.port());
            case HTTP -> toProxy(proxy);
            case SOCKS -> throughSocks(proxy, InetSocketAddress.createUnresolved(target.host(), target.port()));
        };
    }

    private List<Route> throughSocks(Proxy proxy, InetSocketAddress target) throws IOException {
        return toProxy(proxy).stream()
                .map(route -> new Route(new Proxy(Proxy.Type.SOCKS, route.address()), target))
                .toList();
    }

    private List<Route> toProxy(Proxy proxy) throws IOException {
        if (!(proxy.address() instanceof InetSocketAddress address)) {
            throw new NoResponseException("a proxy without an address");
        }
        try {
            return routes(proxy, resolver.resolve(address.getHostString()), address.getPort());
        } catch (UnknownHostException unknown) {
            throw new NoResponseException("host of the proxy unknown", unknown);
        }
    }

    private static List<Route> routes(Proxy proxy, InetAddress[] addresses, int port) {
        return firstOf(inTurn(addresses)).stream()
                .map(address -> new Route(proxy, new InetSocketAddress(address, port)))
                .toList();
    }

    private static <T> List<T> firstOf(List<T> all) {
        return all.subList(0, Math.min(MAX, all.size()));
    }

    /** Orders addresses so that the families alternate, beginning with the first address. */
    private static List<InetAddress> inTurn(InetAddress[] addresses) {
        Deque<InetAddress> left = new ArrayDeque<>(Arrays.asList(addresses));
        List<InetAddress> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            InetAddress next =
                    ordered.isEmpty() ? left.getFirst() : ofOtherFamily(left, ordered.get(ordered.size() - 1));
            left.remove(next);
            ordered.add(next);
        }
        return ordered;
    }

    private static InetAddress ofOtherFamily(Deque<InetAddress> left, InetAddress than) {
        return left.stream()
                .filter(address -> address instanceof Inet4Address != than instanceof Inet4Address)
                .findFirst()
                .orElse(left.getFirst());
    }
}
