package io.sallyport.forwarding;

import io.sallyport.provider.Network;
import io.sallyport.provider.Reach;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An upstream on a raw socket that does to a connection whatever a test says. */
final class TestUpstream implements AutoCloseable {

    /** What happens to a connection once its request has been read. */
    interface Behaviour {
        void answer(Socket socket, OutputStream out) throws IOException, InterruptedException;
    }

    static final Network HERE = Network.of("127.0.0.0/8");
    static final Reach REACH = Reach.within(HERE);

    final AtomicInteger requests = new AtomicInteger();
    final AtomicInteger connections = new AtomicInteger();
    final CountDownLatch closedByPeer = new CountDownLatch(1);
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final ServerSocket server;
    private final Behaviour behaviour;
    private final Thread accepting;
    private int elsewhere;
    private volatile boolean keepsConnections;
    private volatile boolean answersEarly;

    TestUpstream(Behaviour behaviour) {
        this.behaviour = behaviour;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        accepting = Thread.ofVirtual().start(this::accept);
    }

    URI base() {
        return URI.create(
                "http://127.0.0.1:" + (elsewhere == 0 ? server.getLocalPort() : elsewhere));
    }

    /** Answers one request after the other on a connection. */
    void keepsConnections() {
        keepsConnections = true;
    }

    /** Answers when it has read the head. */
    void answersEarly() {
        answersEarly = true;
    }

    /** Gives another port as its address. */
    void movedTo(int port) {
        elsewhere = port;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            connections.incrementAndGet();
            do {
                readRequest(socket.getInputStream());
                requests.incrementAndGet();
                behaviour.answer(socket, socket.getOutputStream());
            } while (keepsConnections);
        } catch (IOException gone) {
            closedByPeer.countDown();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void readRequest(InputStream in) throws IOException {
        List<String> head = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed");
            }
            if (next == '\n') {
                if (line.isEmpty()) {
                    break;
                }
                head.add(line.toString());
                line.setLength(0);
            } else if (next != '\r') {
                line.append((char) next);
            }
        }
        for (String each : head) {
            if (!answersEarly
                    && each.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                in.readNBytes(Integer.parseInt(each.substring(15).trim()));
            }
        }
    }

    static void whole(OutputStream out, int status, String headers, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        text(
                out,
                "HTTP/1.1 %d X\r\ncontent-type: application/json\r\n%scontent-length: %d\r\nconnection: close\r\n\r\n"
                        .formatted(status, headers, bytes.length));
        out.write(bytes);
        out.flush();
    }

    static void streamHead(OutputStream out) throws IOException {
        text(
                out,
                "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n");
    }

    static void text(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** The same piece every 20 milliseconds. */
    static void trickle(OutputStream out, String piece, int times)
            throws IOException, InterruptedException {
        for (int i = 0; i < times; i++) {
            text(out, piece);
            pause(20);
        }
    }

    static void pause(long millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millis);
    }

    /** Waits until the peer closes; that is an exception, as when writing to it. */
    static void untilClosed(Socket socket) throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // what a peer sends after its request does not matter here
        }
        throw new IOException("closed");
    }

    @Override
    public void close() throws IOException {
        server.close();
        try {
            // The port is not free before the thread that accepts has left it.
            accepting.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        for (Socket socket : open) {
            socket.close();
        }
    }
}
