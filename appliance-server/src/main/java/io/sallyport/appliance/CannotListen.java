package io.sallyport.appliance;

import java.io.Serial;

/** A listener did not start; the message is for an operator and says how to fix it. */
final class CannotListen extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    /** Names the listener ({@code gateway} or {@code admin}) and its address. */
    CannotListen(String listener, String host, int port) {
        super(
                ("The %s cannot listen on %s:%d. Another process has the port, the address is not"
                                + " one of this machine, or the port needs more rights: choose"
                                + " another with %s.port or %s.host, in the demo with --port or --admin-port (0 takes any free port).")
                        .formatted(listener, host, port, listener, listener),
                null,
                false,
                false);
    }
}
