package io.sallyport.forwarding;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/**
 * The addresses of a host, asked once for each connection, which is made to one of these and to no
 * other: whoever checks addresses checks the ones that are used.
 */
@FunctionalInterface
public interface AddressBook {
    /** Whatever the system's resolver says. */
    AddressBook SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /**
     * The addresses of this host, in the order in which they are tried; throws when it has none.
     */
    List<InetAddress> of(String host) throws IOException;
}
