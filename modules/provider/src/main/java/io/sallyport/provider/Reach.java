package io.sallyport.provider;

import java.net.InetAddress;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * How a provider is reached. Providers that are reached alike at one address share connections.
 *
 * @param networks where its address may be besides the public internet; the address of a metadata
 *     service must be named alone
 * @param encryption whom encrypted connections trust, and whether they show a certificate
 */
public record Reach(Set<Network> networks, SSLContext encryption) {
    private static final Pattern DOTTED =
            Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");

    /** A last label that some resolver reads as a number (WHATWG URL, "ends in a number"). */
    private static final Pattern NUMBER_AT_END = Pattern.compile("(.*\\.)?(\\d+|0x[0-9a-f]*)\\.*");

    /** Copies the set. */
    public Reach {
        networks = Set.copyOf(networks);
    }

    /** In these networks too, trusting whom the Java runtime trusts, showing no certificate. */
    public static Reach within(Network... networks) {
        try {
            return new Reach(Set.of(networks), SSLContext.getDefault());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("a Java runtime without TLS", missing);
        }
    }

    /** Why no connection may lead to this address; empty when one may. */
    public Optional<String> objection(InetAddress address) {
        return ReservedAddress.of(address)
                .filter(reserved -> !allows(address, reserved))
                .map(reserved ->
                        "%s is %s; if the provider really is there, write allow-networks: ['%s']"
                                .formatted(
                                        address.getHostAddress(),
                                        reserved.words(),
                                        address.getHostAddress()));
    }

    private boolean allows(InetAddress address, ReservedAddress reserved) {
        return networks.stream()
                .filter(each -> reserved != ReservedAddress.METADATA || each.isSingle())
                .anyMatch(each -> each.contains(address));
    }

    /**
     * Why no connection may lead to a host of this spelling, whatever its addresses are; empty when
     * they decide. An address must be written in its usual form, because what is unusual is read
     * differently by different resolvers.
     */
    public Optional<String> objection(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.contains("%")) {
            return Optional.of("an address with a zone is none of the internet; take the % out");
        }
        if (name.startsWith("[") || name.contains(":")) {
            return literal(name.replaceAll("^\\[|]$", ""));
        }
        if (NUMBER_AT_END.matcher(name).matches()) {
            return DOTTED.matcher(name).matches() ? literal(name) : unusual();
        }
        if (name.matches("(.*\\.)?localhost\\.*")) {
            return objection(InetAddress.ofLiteral("127.0.0.1"))
                    .filter(words -> objection(InetAddress.ofLiteral("::1")).isPresent());
        }
        return Optional.empty();
    }

    private Optional<String> literal(String text) {
        try {
            return objection(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException wrong) {
            return unusual();
        }
    }

    private static Optional<String> unusual() {
        return Optional.of(
                "an address must be written as 192.0.2.1 or [2001:db8::1], without zeros before,"
                        + " other bases or parts left out");
    }

    @Override
    public String toString() {
        return "Reach" + networks;
    }
}
