package io.sallyport.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model server that behaves as the model's name says ({@link Mischief}), on the loopback address.
 * It writes plain bytes, because most of what it says no library would write.
 */
final class FaultyUpstream implements AutoCloseable {
    private static final int BACKLOG = 4096;
    private static final Pattern MODEL = Pattern.compile("\"model\"\\s*:\\s*\"([a-z-]+)\"");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length:\\s*(\\d+)");
    private static final Pattern STREAMED = Pattern.compile("\"stream\"\\s*:\\s*true");

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Map<Mischief, AtomicLong> asked = new ConcurrentHashMap<>();
    private final AtomicLong answers = new AtomicLong();

    private FaultyUpstream(ServerSocket server) {
        this.server = server;
    }

    static FaultyUpstream start() throws IOException {
        ServerSocket server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        FaultyUpstream upstream = new FaultyUpstream(server);
        Thread.ofVirtual().name("faulty-upstream").start(upstream::accept);
        return upstream;
    }

    int port() {
        return server.getLocalPort();
    }

    /** How often this was asked for. */
    long asked(Mischief mischief) {
        AtomicLong count = asked.get(mischief);
        return count == null ? 0 : count.get();
    }

    /** How many connections are open. */
    int connections() {
        return open.size();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> converse(socket));
            } catch (IOException closed) {
                end();
            }
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            boolean more = true;
            while (more) {
                String head = head(in);
                String body = new String(in.readNBytes(length(head)), ISO_8859_1);
                more = !head.isEmpty() && answer(socket, in, body);
            }
        } catch (IOException gone) {
            // The appliance has closed, or reset; that is what much of this is about.
        } finally {
            open.remove(socket);
        }
    }

    private boolean answer(Socket socket, InputStream in, String body) throws IOException {
        Matcher model = MODEL.matcher(body);
        Mischief mischief = Mischief.of(model.find() ? model.group(1) : "");
        asked.computeIfAbsent(mischief, any -> new AtomicLong()).incrementAndGet();
        boolean streamed = STREAMED.matcher(body).find();
        return new FaultyAnswer(socket, in, streamed, answers.incrementAndGet()).give(mischief);
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        int next = in.read();
        while (next >= 0) {
            head.append((char) next);
            if (next == '\n' && head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) >= 0) {
                return head.toString();
            }
            next = in.read();
        }
        return "";
    }

    private static int length(String head) {
        Matcher length = LENGTH.matcher(head);
        return length.find() ? Integer.parseInt(length.group(1)) : 0;
    }

    private void end() {
        try {
            server.close();
        } catch (IOException failed) {
            throw new BenchFailed("the upstream of the campaign cannot be closed", failed);
        }
    }

    @Override
    public void close() throws IOException {
        end();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
