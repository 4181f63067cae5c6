package io.sallyport.forwarding;

import io.sallyport.provider.Reach;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Decides where a connection leads: a host is resolved once, every address is looked at, and the
 * connection is made to one of these. A host with one address that is refused is refused whole,
 * because whoever gives such answers gives another one next time.
 *
 * <pre>
 *   spelling of the host ─▶ no proxy ─▶ its addresses, every one looked at ─▶ connect
 *                        └▶ proxy ────▶ the proxy's, which the administrator named
 * </pre>
 *
 * Behind a proxy it is the proxy that resolves names; what is spelled as an address is looked at
 * here all the same.
 */
final class EgressGuard {
    private final AddressBook addresses;
    private final Optional<HttpProxy> proxy;
    private final Reach reach;

    EgressGuard(AddressBook addresses, Optional<HttpProxy> proxy, Reach reach) {
        this.addresses = addresses;
        this.proxy = proxy;
        this.reach = reach;
    }

    Optional<HttpProxy> proxyTo(Origin origin) {
        return proxy.filter(each -> each.serves(origin.host()));
    }

    /**
     * The addresses to connect to, in order.
     *
     * @throws EgressRefused when a connection to this origin, or to one of its addresses, may not
     *     be
     */
    List<InetAddress> addresses(Origin origin) throws IOException {
        demandNone(origin, reach.objection(origin.host()));
        Optional<HttpProxy> through = proxyTo(origin);
        if (through.isPresent()) {
            return addresses.of(through.get().host());
        }
        List<InetAddress> found = addresses.of(origin.host());
        for (InetAddress each : found) {
            demandNone(origin, reach.objection(each));
        }
        return found;
    }

    private static void demandNone(Origin origin, Optional<String> objection) throws EgressRefused {
        if (objection.isPresent()) {
            throw new EgressRefused(origin.host(), objection.get());
        }
    }

    SSLContext encryption() {
        return reach.encryption();
    }
}
