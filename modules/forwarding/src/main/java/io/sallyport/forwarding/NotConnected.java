package io.sallyport.forwarding;

import java.io.IOException;
import java.io.Serial;

/** No connection to the upstream came about; nothing was sent. */
public final class NotConnected extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    /** With the reason of the network. */
    public NotConnected(IOException reason) {
        super("no connection to the upstream", reason);
    }
}
