package io.sallyport.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * A caller that asks once and stays: in its stream, when the answer has begun and does not end, or
 * on its connection, when it has ended.
 *
 * <pre>
 *   WAITING ──first content, or whole answer──▶ STAYS ──closed by the gateway──▶ LOST
 *   WAITING ──anything else─────────────────────────────────────────────────────▶ LOST
 * </pre>
 */
final class HeldConnection implements Connection {
    private enum State {
        WAITING,
        STAYS,
        LOST
    }

    private static final int OK = 200;

    private final SocketChannel channel;
    private final AnswerReader answer = new AnswerReader();
    private State state = State.WAITING;

    private HeldConnection(SocketChannel channel) {
        this.channel = channel;
    }

    static HeldConnection open(Selector selector, int port, ByteBuffer request) throws IOException {
        SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.write(request);
        channel.configureBlocking(false);
        HeldConnection connection = new HeldConnection(channel);
        channel.register(selector, SelectionKey.OP_READ, connection);
        return connection;
    }

    @Override
    public void ready(ByteBuffer buffer) throws IOException {
        buffer.clear();
        if (read(buffer) < 0) {
            lose();
        } else if (state == State.WAITING) {
            take(buffer.flip());
        }
    }

    private int read(ByteBuffer buffer) {
        try {
            return channel.read(buffer);
        } catch (IOException broken) {
            return -1;
        }
    }

    private void take(ByteBuffer came) throws IOException {
        try {
            boolean whole = answer.take(came);
            if (whole || answer.chunks() > 0) {
                boolean good = answer.status() == OK && !answer.closes();
                state = good ? State.STAYS : State.LOST;
            }
        } catch (NoAnswer wrong) {
            lose();
        }
    }

    private void lose() throws IOException {
        state = State.LOST;
        channel.close();
    }

    boolean waiting() {
        return state == State.WAITING;
    }

    boolean stays() {
        return state == State.STAYS;
    }

    void close() throws IOException {
        channel.close();
    }
}
