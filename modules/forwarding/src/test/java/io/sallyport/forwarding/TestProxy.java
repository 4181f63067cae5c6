package io.sallyport.forwarding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that remembers what it was asked, and leads every tunnel to one port of this machine. */
final class TestProxy implements AutoCloseable {
    private static final String OPEN = "HTTP/1.1 200 Connection established\r\n\r\n";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ServerSocket server;
    private final int target;
    private final String refusal;

    /** Says the refusal, when there is one, instead of opening the tunnel. */
    TestProxy(int target, String refusal) {
        this.target = target;
        this.refusal = refusal;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** Takes connections and says nothing. */
    static TestProxy silent() {
        return new TestProxy(-1, "");
    }

    int port() {
        return server.getLocalPort();
    }

    List<String> asked() {
        return asked;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket caller) {
        try {
            asked.add(head(caller.getInputStream()));
            if (target < 0) {
                return;
            }
            TestUpstream.text(caller.getOutputStream(), refusal.isEmpty() ? OPEN : refusal);
            if (refusal.isEmpty()) {
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(upstream);
                Thread.ofVirtual().start(() -> pass(upstream, caller));
                pass(caller, upstream);
            }
        } catch (IOException gone) {
            return;
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed");
            }
            head.append((char) next);
        }
        byte[] latin = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        return new String(latin, 0, latin.length - 2, StandardCharsets.ISO_8859_1)
                .replace("\r\n", "\n");
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException gone) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
