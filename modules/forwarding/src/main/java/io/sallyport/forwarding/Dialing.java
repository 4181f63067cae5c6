package io.sallyport.forwarding;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A connection coming about: the name is resolved once, its addresses are tried in their order, and
 * an encrypted one is shaken hands on, with the certificate checked against the host's name.
 * Closing it ends whatever it is at.
 *
 * <pre>
 *   no proxy   addresses of the host, checked ─▶ connect ──────────▶ handshake
 *   proxy      addresses of the proxy ─────────▶ connect ─▶ tunnel ─▶ handshake
 * </pre>
 */
final class Dialing implements Closeable {
    private final Socket[] current = new Socket[1];
    private boolean closed;

    /**
     * What was dialled.
     *
     * @param wire the connection as the network sees it
     * @param socket what is spoken through: the same, or the encryption on it
     */
    record Dialled(Socket wire, Socket socket) {
        boolean isEncrypted() {
            return socket instanceof SSLSocket;
        }
    }

    /** Resolves, connects and shakes hands; blocks. */
    Dialled dial(Origin origin, EgressGuard guard, Duration within) throws IOException {
        Optional<HttpProxy> proxy = guard.proxyTo(origin);
        List<InetAddress> addresses = guard.addresses(origin);
        int port = proxy.map(HttpProxy::port).orElse(origin.port());
        IOException failure = new IOException("no address");
        for (InetAddress address : addresses) {
            try {
                Socket wire = connect(new InetSocketAddress(address, port), within);
                return dialled(wire, origin, proxy, guard.encryption());
            } catch (SocketTimeoutException slow) {
                throw slow;
            } catch (IOException next) {
                failure = next;
            }
        }
        throw failure;
    }

    private static Dialled dialled(
            Socket wire, Origin origin, Optional<HttpProxy> proxy, SSLContext encryption)
            throws IOException {
        boolean done = false;
        try {
            if (proxy.isPresent()) {
                Tunnel.open(wire, origin, proxy.get());
            }
            Socket socket = origin.encrypted() ? encrypted(wire, origin, encryption) : wire;
            done = true;
            return new Dialled(wire, socket);
        } finally {
            if (!done) {
                wire.close();
            }
        }
    }

    private Socket connect(InetSocketAddress address, Duration within) throws IOException {
        Socket socket = new Socket();
        watch(socket);
        boolean connected = false;
        try {
            socket.setTcpNoDelay(true);
            socket.connect(address, (int) Math.min(within.toMillis() + 1, Integer.MAX_VALUE));
            connected = true;
            return socket;
        } finally {
            if (!connected) {
                socket.close();
            }
        }
    }

    private static Socket encrypted(Socket plain, Origin origin, SSLContext encryption)
            throws IOException {
        SSLSocket socket =
                (SSLSocket)
                        encryption
                                .getSocketFactory()
                                .createSocket(plain, origin.host(), origin.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private synchronized void watch(Socket socket) throws IOException {
        if (closed) {
            throw new IOException("given up");
        }
        current[0] = socket;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (current[0] != null) {
            current[0].close();
        }
    }
}
