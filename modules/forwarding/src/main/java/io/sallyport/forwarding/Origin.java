package io.sallyport.forwarding;

import java.net.URI;
import java.util.Locale;

/** Whom a connection leads to; connections of one origin are as good as each other. */
record Origin(boolean encrypted, String host, int port) {

    static Origin of(URI address) {
        boolean encrypted = "https".equalsIgnoreCase(address.getScheme());
        int usual = encrypted ? 443 : 80;
        return new Origin(
                encrypted,
                address.getHost().toLowerCase(Locale.ROOT),
                address.getPort() < 0 ? usual : address.getPort());
    }

    /** The value of the Host field: without the port that goes without saying. */
    String authority() {
        return port == (encrypted ? 443 : 80) ? host : host + ":" + port;
    }
}
