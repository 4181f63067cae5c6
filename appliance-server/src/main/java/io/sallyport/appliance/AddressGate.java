package io.sallyport.appliance;

import io.sallyport.exchange.Headers;
import io.sallyport.provider.Network;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Keeps one address from taking the gateway for itself. A place is a connection; behind a trusted
 * proxy, which has connections for many, it is a request. Thread-safe.
 */
final class AddressGate {
    private final ClientAddresses addresses;
    private final AddressShares shares;
    private final int most;

    /** With so many places for each address. */
    AddressGate(List<Network> proxies, int most) {
        this.most = most;
        addresses = new ClientAddresses(proxies);
        shares = new AddressShares(most);
    }

    /** How many places each address has. */
    int most() {
        return most;
    }

    /** Whether this peer may have one more connection; a proxy may always. */
    boolean connected(InetAddress peer) {
        return addresses.isProxy(peer) || shares.enter(peer);
    }

    /** Takes back what {@link #connected} gave. */
    void disconnected(InetAddress peer) {
        if (!addresses.isProxy(peer)) {
            shares.leave(peer);
        }
    }

    /** Whose request this is, when its peer is a proxy. */
    Optional<InetAddress> origin(InetAddress peer, Headers headers) {
        return addresses.isProxy(peer)
                ? Optional.of(addresses.behind(peer, headers))
                : Optional.empty();
    }

    /** Whether this origin may have one more request under way. */
    boolean asks(InetAddress origin) {
        return shares.enter(origin);
    }

    /** Takes back what {@link #asks} gave. */
    void answered(InetAddress origin) {
        shares.leave(origin);
    }
}
