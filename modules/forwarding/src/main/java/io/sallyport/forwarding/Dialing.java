package io.sallyport.forwarding;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A connection coming about: the name is resolved once, its addresses are tried in their order, and
 * an encrypted one is shaken hands on, with the certificate checked against the host's name.
 * Closing it ends whatever it is at.
 */
final class Dialing implements Closeable {
    private final Socket[] current = new Socket[1];
    private boolean closed;

    /** Resolves, connects and shakes hands; blocks. */
    Socket dial(Origin origin, AddressBook addresses, SSLContext encryption, Duration within)
            throws IOException {
        IOException failure = new IOException("no address");
        for (InetAddress address : addresses.of(origin.host())) {
            try {
                Socket socket = connect(new InetSocketAddress(address, origin.port()), within);
                return origin.encrypted() ? encrypted(socket, origin, encryption) : socket;
            } catch (SocketTimeoutException slow) {
                throw slow;
            } catch (IOException next) {
                failure = next;
            }
        }
        throw failure;
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
        boolean shaken = false;
        try {
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
            shaken = true;
            return socket;
        } finally {
            if (!shaken) {
                plain.close();
            }
        }
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
