package io.github.jotguard.http;

import java.net.InetAddress;
import java.net.ProxySelector;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The settings of {@code HttpJwkSetFetcher}.
 *
 * @param tlsContext null for the JVM's default
 * @param proxies null for the JVM's default
 * @param headers names and values of additional headers
 * @param origin the only origin that receives them; null for every address
 */
public record HttpFetchSettings(
        int maxBytes,
        Duration deadline,
        @Nullable Supplier<SSLContext> tlsContext,
        @Nullable ProxySelector proxies,
        Map<String, Supplier<String>> headers,
        @Nullable FetchTarget origin,
        HostResolver resolver) {

    /** A field value without obsolete characters (RFC 9110 §5.5). */
    private static final Pattern VALUE = Pattern.compile("[!-~]([ \\t!-~]*[!-~])?");

    public static HttpFetchSettings defaults(int maxBytes, Duration deadline) {
        return new HttpFetchSettings(maxBytes, deadline, null, null, Map.of(), null, InetAddress::getAllByName);
    }

    public HttpFetchSettings within(int bytes, Duration limit, FetchTarget own) {
        return new HttpFetchSettings(bytes, limit, tlsContext, proxies, headers, own, resolver);
    }

    public HttpFetchSettings withTls(Supplier<SSLContext> context) {
        return new HttpFetchSettings(maxBytes, deadline, context, proxies, headers, origin, resolver);
    }

    public HttpFetchSettings withProxies(ProxySelector selector) {
        return new HttpFetchSettings(maxBytes, deadline, tlsContext, selector, headers, origin, resolver);
    }

    public HttpFetchSettings withResolver(HostResolver other) {
        return new HttpFetchSettings(maxBytes, deadline, tlsContext, proxies, headers, origin, other);
    }

    public HttpFetchSettings withHeader(String name, Supplier<String> value) {
        Map<String, Supplier<String>> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpFetchSettings(maxBytes, deadline, tlsContext, proxies, more, origin, resolver);
    }

    SSLContext tls() throws NoResponseException {
        try {
            @Nullable SSLContext context = tlsContext == null ? SSLContext.getDefault() : tlsContext.get();
            if (context == null) {
                throw new NoResponseException("no TLS context, although one is set");
            }
            return context;
        } catch (NoSuchAlgorithmException unreadable) {
            throw new NoResponseException("the default trust store of this Java cannot be read", unreadable);
        }
    }

    @Nullable
    ProxySelector proxySelector() {
        return proxies == null ? ProxySelector.getDefault() : proxies;
    }

    void addHeaders(RequestHead request, FetchTarget target) throws NoResponseException {
        if (origin != null && !target.hasOriginOf(origin)) {
            return;
        }
        for (Map.Entry<String, Supplier<String>> header : headers.entrySet()) {
            @Nullable String value = header.getValue().get();
            if (value == null || !VALUE.matcher(value).matches()) {
                throw new NoResponseException("header " + header.getKey() + " with a value that cannot be sent");
            }
            request.with(header.getKey(), value);
        }
    }
}
