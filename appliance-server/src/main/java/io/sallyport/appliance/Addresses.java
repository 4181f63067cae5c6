package io.sallyport.appliance;

/** How a listener is written for people on the same machine. */
final class Addresses {
    private Addresses() {}

    /** {@code http://host:port}; a listener on every address is shown as loopback. */
    static String http(String host, int port) {
        String shown =
                switch (host) {
                    case "0.0.0.0", "::", "[::]" -> "127.0.0.1";
                    default ->
                            host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
                };
        return "http://" + shown + ":" + port;
    }
}
