package io.sallyport.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model server for tests and demonstrations, on the loopback address. It serves {@code
 * /v1/chat/completions}, {@code /v1/messages}, {@code /v1/messages/count_tokens} and {@code
 * /v1/models}, whole and streamed.
 *
 * <p>The last user text steers the answer: {@code ECHO:xyz} answers {@code xyz}; {@code USE_TOOL}
 * calls the first tool offered, {@code USE_PARALLEL} makes two calls. Tool results are quoted. The
 * model id of a {@link Fault} makes the server misbehave.
 */
public final class Simulator implements AutoCloseable {
    /** A demo runs for days. */
    private static final int MOST_SEEN = 1_000;

    private final ServerSocket server;
    private final Map<String, Personality> models = new LinkedHashMap<>();
    private final Map<String, Random> luck = new ConcurrentHashMap<>();
    private final Deque<Seen> seen = new ConcurrentLinkedDeque<>();
    private final AtomicInteger seenCount = new AtomicInteger();
    private final Map<Socket, Thread> open = new ConcurrentHashMap<>();

    private Simulator(ServerSocket server, List<Personality> personalities) {
        this.server = server;
        for (Personality who : personalities) {
            models.put(who.model(), who);
            luck.put(who.model(), new Random(who.seed()));
        }
    }

    /**
     * Starts a server.
     *
     * @param port where to listen; 0 takes any free port
     * @param personalities the models it has, besides the faults
     */
    public static Simulator start(int port, List<Personality> personalities) {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            Simulator simulator =
                    new Simulator(new ServerSocket(port, 1024, loopback), personalities);
            Thread.ofVirtual().name("simulator").start(simulator::accept);
            return simulator;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        }
    }

    /** Where it listens, without a path. */
    public URI base() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** The last thousand requests, in the order of their arrival. */
    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** Stops listening and ends every connection. */
    @Override
    public void close() {
        quietly(server::close);
        for (Socket socket : Set.copyOf(open.keySet())) {
            end(socket);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread thread = Thread.ofVirtual().unstarted(() -> converse(socket));
                open.put(socket, thread);
                thread.start();
                if (server.isClosed()) {
                    end(socket);
                }
            } catch (IOException e) {
                quietly(server::close);
            }
        }
    }

    private void converse(Socket socket) {
        try {
            socket.setTcpNoDelay(true);
            Wire wire = new Wire(socket);
            Conversation conversation = new Conversation(wire, models, luck);
            for (Seen next = wire.read(); next != null; next = wire.read()) {
                remember(next);
                conversation.answer(next);
                if (!wire.keepAlive()) {
                    break;
                }
            }
        } catch (IOException e) {
            // The client has gone, or does not speak HTTP: there is nobody to tell.
        } finally {
            open.remove(socket);
            quietly(socket::close);
        }
    }

    private void remember(Seen request) {
        seen.addLast(request);
        if (seenCount.incrementAndGet() > MOST_SEEN) {
            seen.pollFirst();
            seenCount.decrementAndGet();
        }
    }

    private void end(Socket socket) {
        Thread thread = open.remove(socket);
        if (thread != null) {
            thread.interrupt();
        }
        quietly(socket::close);
    }

    private interface Closing {
        void run() throws IOException;
    }

    private static void quietly(Closing closing) {
        try {
            closing.run();
        } catch (IOException e) {
            // It is as closed as it gets.
        }
    }
}
