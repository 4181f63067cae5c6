package io.sallyport.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Deque;

/** One caller: a connection with one request under way, opened anew when it broke. */
final class LoadConnection implements Connection {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Selector selector;
    private final int port;
    private final Requests requests;
    private final Deque<LoadConnection> idle;
    private final Tally tally;
    private final AnswerReader answer = new AnswerReader();
    private SocketChannel channel;
    private SelectionKey key;
    private ByteBuffer request = NOTHING;
    private boolean busy;
    private long intended;

    private LoadConnection(
            Selector selector, int port, Requests requests, Deque<LoadConnection> idle, Tally tally)
            throws IOException {
        this.selector = selector;
        this.port = port;
        this.requests = requests;
        this.idle = idle;
        this.tally = tally;
        this.channel = connect(port);
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    static LoadConnection open(
            Selector selector, int port, Requests requests, Deque<LoadConnection> idle, Tally tally)
            throws IOException {
        return new LoadConnection(selector, port, requests, idle, tally);
    }

    private static SocketChannel connect(int port) throws IOException {
        SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        return channel;
    }

    /** Starts a request whose latency counts from {@code intendedStart}. */
    void send(long intendedStart) throws IOException {
        busy = true;
        intended = intendedStart;
        answer.reset();
        request = requests.take();
        write();
    }

    private void write() throws IOException {
        try {
            channel.write(request);
        } catch (IOException broken) {
            failed("the connection broke while the request was sent");
            return;
        }
        int interest = SelectionKey.OP_READ;
        if (request.hasRemaining()) {
            interest |= SelectionKey.OP_WRITE;
        }
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    @Override
    public void ready(ByteBuffer buffer) throws IOException {
        if (key.isWritable()) {
            write();
        }
        buffer.clear();
        int read = read(buffer);
        if (read < 0) {
            closed();
        } else if (busy && read > 0) {
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
            if (answer.take(came)) {
                complete();
            }
        } catch (NoAnswer wrong) {
            failed(wrong.why());
        }
    }

    private void complete() throws IOException {
        switch (answer.status()) {
            case 200 -> tally.answered(intended, System.nanoTime());
            case 503 -> tally.shed(intended);
            default -> tally.failed(intended, "status " + answer.status());
        }
        if (answer.closes()) {
            reopen();
        }
        rest();
    }

    private void closed() throws IOException {
        if (!busy) {
            reopen();
        } else if (answer.endsByClosing()) {
            complete();
        } else {
            failed("the connection ended before the answer did");
        }
    }

    private void failed(String why) throws IOException {
        tally.failed(intended, why);
        reopen();
        rest();
    }

    private void rest() {
        busy = false;
        idle.addLast(this);
    }

    private void reopen() throws IOException {
        close();
        channel = connect(port);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    void close() throws IOException {
        key.cancel();
        channel.close();
    }
}
