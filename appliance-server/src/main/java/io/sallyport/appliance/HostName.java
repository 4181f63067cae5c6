package io.sallyport.appliance;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names and addresses of hosts as people and clients write them; never asks a name server. */
final class HostName {
    private static final Pattern DOTTED = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern COLONS = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private HostName() {}

    /** The address that this is, in brackets or not; empty for a name. */
    static Optional<InetAddress> literal(String host) {
        String bare =
                host.startsWith("[") && host.endsWith("]")
                        ? host.substring(1, host.length() - 1)
                        : host;
        if (!DOTTED.matcher(bare).matches() && !COLONS.matcher(bare).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** Whether it is this machine by every resolver (RFC 6761 section 6.3) or by its address. */
    static boolean isLoopback(String host) {
        return host.toLowerCase(Locale.ROOT).equals("localhost")
                || literal(host).map(InetAddress::isLoopbackAddress).orElse(false);
    }

    /** The host of a {@code Host} field, without its port and in lower case. */
    static String ofField(String field) {
        int end = field.startsWith("[") ? field.indexOf(']') + 1 : field.indexOf(':');
        String host = end > 0 ? field.substring(0, end) : field;
        return host.toLowerCase(Locale.ROOT);
    }
}
