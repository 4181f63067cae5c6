package io.sallyport.appliance;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many places each address has taken, and never more than it may. The hosts of one IPv6 /64
 * network count as one, because whoever has one of its addresses has them all. Thread-safe; what
 * nobody holds costs no memory.
 */
final class AddressShares {
    private static final int NETWORK_BYTES = 8;

    private final ConcurrentHashMap<InetAddress, Integer> taken = new ConcurrentHashMap<>();
    private final int most;

    AddressShares(int most) {
        this.most = most;
    }

    /** Takes a place; false when this address has as many as it may. */
    boolean enter(InetAddress address) {
        InetAddress who = who(address);
        while (true) {
            Integer now = taken.get(who);
            if (now == null) {
                if (taken.putIfAbsent(who, 1) == null) {
                    return true;
                }
            } else if (now >= most) {
                return false;
            } else if (taken.replace(who, now, now + 1)) {
                return true;
            }
        }
    }

    /** Gives back a place that {@link #enter} gave. */
    void leave(InetAddress address) {
        taken.computeIfPresent(who(address), (who, now) -> now == 1 ? null : now - 1);
    }

    /** How many addresses hold a place. */
    int addresses() {
        return taken.size();
    }

    private static InetAddress who(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        byte[] network = address.getAddress();
        Arrays.fill(network, NETWORK_BYTES, network.length, (byte) 0);
        try {
            return InetAddress.getByAddress(network);
        } catch (java.net.UnknownHostException never) {
            throw new IllegalStateException("sixteen bytes are an address", never);
        }
    }
}
