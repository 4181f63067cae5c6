package io.sallyport.provider;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Addresses that are not the public internet (the IANA registries of special purpose addresses),
 * and those that only look like it: what is wrapped around an IPv4 address leads to that address.
 */
enum ReservedAddress {
    /** First, because some lie within the ranges below. Each cloud's servers trust whoever asks. */
    METADATA(
            "an address of a cloud's metadata service",
            "169.254.169.254",
            "169.254.170.2",
            "169.254.170.23",
            "100.100.100.200",
            "168.63.129.16",
            "192.0.0.192",
            "fd00:ec2::254",
            "fd00:ec2::23",
            "fd20:ce::254",
            "fe80::a9fe:a9fe"),
    UNSPECIFIED("no address of anybody", "0.0.0.0/8", "::"),
    LOOPBACK("this machine itself", "127.0.0.0/8", "::1"),
    LINK_LOCAL("a link-local address", "169.254.0.0/16", "fe80::/10"),
    PRIVATE(
            "a private address",
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "100.64.0.0/10",
            "fc00::/7",
            "fec0::/10"),
    MULTICAST("a multicast address", "224.0.0.0/4", "ff00::/8"),
    WRAPPED(
            "an address that leads to another one (NAT64, 6to4, Teredo …)",
            "192.88.99.0/24",
            "::/96",
            "::ffff:0:0:0/96",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "2001::/32",
            "2002::/16"),
    SPECIAL(
            "an address for special purposes",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "240.0.0.0/4",
            "2001::/23",
            "2001:db8::/32",
            "3fff::/20");

    /** What the registry of IPv6 has given out for the internet; all else is reserved. */
    private static final Network GLOBAL = Network.of("2000::/3");

    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // a list that nothing can be added to
    private final List<Network> networks;

    ReservedAddress(String words, String... networks) {
        this.words = words;
        this.networks = Stream.of(networks).map(Network::of).toList();
    }

    /** What it is, as part of a sentence. */
    String words() {
        return words;
    }

    /** What this address is reserved for; empty when it is one of the public internet. */
    static Optional<ReservedAddress> of(InetAddress address) {
        for (ReservedAddress each : values()) {
            if (each.networks.stream().anyMatch(network -> network.contains(address))) {
                return Optional.of(each);
            }
        }
        if (address instanceof Inet4Address) {
            return Optional.empty();
        }
        if (!GLOBAL.contains(address)) {
            return Optional.of(SPECIAL);
        }
        return isIsatap(address.getAddress()) ? Optional.of(WRAPPED) : Optional.empty();
    }

    /** RFC 5214: an IPv4 address behind 0000:5efe or 0200:5efe, in whatever network. */
    private static boolean isIsatap(byte[] bytes) {
        return (bytes[8] & 0xfd) == 0
                && bytes[9] == 0
                && bytes[10] == 0x5e
                && (bytes[11] & 0xff) == 0xfe;
    }
}
