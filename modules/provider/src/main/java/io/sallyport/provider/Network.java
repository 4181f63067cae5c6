package io.sallyport.provider;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A range of addresses, {@code 10.0.0.0/8}, {@code fd00::/8} or one address alone.
 *
 * @param first the first address; every bit behind the prefix is zero
 * @param prefix how many leading bits all its addresses share
 */
public record Network(InetAddress first, int prefix) {
    private static final Pattern DOTTED = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern COLONS = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    /** Refuses a prefix that the address does not have, and bits behind it. */
    public Network {
        byte[] bytes = first.getAddress();
        if (prefix < 0 || prefix > bytes.length * 8) {
            throw new IllegalArgumentException("no prefix of this address: /" + prefix);
        }
        if (!Arrays.equals(bytes, masked(bytes, prefix))) {
            throw new IllegalArgumentException("has bits behind its prefix: /" + prefix);
        }
    }

    /** Reads an address with or without a prefix; never asks a name server. */
    public static Network of(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (!DOTTED.matcher(address).matches() && !COLONS.matcher(address).matches()) {
            throw new IllegalArgumentException("not an address");
        }
        InetAddress first = InetAddress.ofLiteral(address);
        int whole = first.getAddress().length * 8;
        if (slash < 0) {
            return new Network(first, whole);
        }
        String prefix = text.substring(slash + 1);
        if (!prefix.matches("\\d{1,3}")) {
            throw new IllegalArgumentException("not a prefix");
        }
        return new Network(first, Integer.parseInt(prefix));
    }

    /** Whether it is one address alone. */
    public boolean isSingle() {
        return prefix == first.getAddress().length * 8;
    }

    /** Whether this address is one of its; a zone does not matter. */
    public boolean contains(InetAddress address) {
        return (first instanceof Inet4Address) == (address instanceof Inet4Address)
                && Arrays.equals(first.getAddress(), masked(address.getAddress(), prefix));
    }

    private static byte[] masked(byte[] address, int prefix) {
        byte[] masked = address.clone();
        for (int bit = prefix; bit < masked.length * 8; bit++) {
            masked[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        return masked;
    }

    @Override
    public String toString() {
        return first.getHostAddress() + (isSingle() ? "" : "/" + prefix);
    }
}
