package io.sallyport.appliance;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;

/**
 * By which names the admin listener may be called. A page of an attacker can have its own name lead
 * to this machine (DNS rebinding), and a browser would then let it read what the listener says; but
 * the browser tells that name as the host of the request.
 */
final class AdminHosts {
    private final AdminSettings settings;

    AdminHosts(AdminSettings settings) {
        this.settings = settings;
    }

    /** Whether this value of the {@code Host} field is one of ours, on a connection to here. */
    boolean is(String field, SocketAddress here) {
        String host = HostName.ofField(field);
        if (HostName.isLoopback(host)
                || host.equalsIgnoreCase(settings.listener().host())
                || settings.allowedHosts().contains(host)) {
            return true;
        }
        Optional<InetAddress> address = HostName.literal(host);
        return address.isPresent()
                && here instanceof InetSocketAddress local
                && address.get().equals(local.getAddress());
    }
}
