package io.sallyport.forwarding;

import io.sallyport.exchange.secret.Secret;
import io.sallyport.wire.ByteBlock;
import io.sallyport.wire.HeadReader;
import io.sallyport.wire.HeadWriter;
import io.sallyport.wire.Limits;
import io.sallyport.wire.ResponseHead;
import io.sallyport.wire.WireInput;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The way through a proxy: what was a connection to it is one to the origin afterwards. */
final class Tunnel {
    private static final int MOST_HEAD = 1 << 10;

    private Tunnel() {}

    /** Asks for the tunnel and waits for it; throws when the proxy refuses. */
    static void open(Socket socket, Origin origin, HttpProxy proxy) throws IOException {
        ByteBlock block = new ByteBlock(MOST_HEAD);
        HeadWriter head = new HeadWriter(block).connect(origin.host() + ":" + origin.port());
        if (proxy.credential().isPresent()) {
            head.field("proxy-authorization", basic(proxy.credential().get()));
        }
        head.bodiless();
        block.writeTo(socket.getOutputStream());
        WireInput in = new WireInput(socket.getInputStream());
        ResponseHead answer =
                new HeadReader(in, Limits.RESPONSE)
                        .response("CONNECT")
                        .orElseThrow(() -> new IOException("the proxy closed without an answer"));
        if (answer.status() > 299) {
            throw new IOException("the proxy refused the tunnel with status " + answer.status());
        }
        if (in.waiting() > 0) {
            throw new IOException("the proxy put bytes of its own into the tunnel");
        }
    }

    private static String basic(Secret credential) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString(credential.reveal().getBytes(StandardCharsets.UTF_8));
    }
}
