package io.sallyport.appliance;

import io.sallyport.exchange.Headers;
import io.sallyport.provider.Network;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Which address a request comes from. That is the peer of its connection, unless the peer is a
 * trusted proxy: then it is the last address of {@code X-Forwarded-For} that is not a trusted proxy
 * itself. What stands before that one was written by whoever wanted to and is never believed.
 */
final class ClientAddresses {
    static final String HEADER = "x-forwarded-for";

    private final List<Network> proxies;

    ClientAddresses(List<Network> proxies) {
        this.proxies = List.copyOf(proxies);
    }

    /** Whether this peer asks for others. */
    boolean isProxy(InetAddress address) {
        for (Network proxy : proxies) {
            if (proxy.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** For whom this proxy asks; the proxy itself when it does not say, or not understandably. */
    InetAddress behind(InetAddress proxy, Headers headers) {
        InetAddress nearest = proxy;
        List<String> chain = chain(headers);
        for (String hop : chain.reversed()) {
            Optional<InetAddress> address = HostName.literal(withoutPort(hop.strip()));
            if (address.isEmpty()) {
                return nearest;
            }
            nearest = address.get();
            if (!isProxy(nearest)) {
                return nearest;
            }
        }
        return nearest;
    }

    private static List<String> chain(Headers headers) {
        return headers.fields().stream()
                .filter(field -> field.name().equals(HEADER))
                .flatMap(field -> List.of(field.value().split(",", -1)).stream())
                .toList();
    }

    /** Some proxies write {@code 10.0.0.1:4711} or {@code [::1]:4711}. */
    private static String withoutPort(String hop) {
        if (hop.startsWith("[")) {
            return hop.substring(0, hop.indexOf(']') + 1);
        }
        int colon = hop.indexOf(':');
        return colon > 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }
}
