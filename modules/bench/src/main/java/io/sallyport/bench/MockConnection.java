package io.sallyport.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** A connection of the gateway to the upstream; requests on it are answered in their order. */
final class MockConnection implements Connection {
    private static final int FIRST_ROOM = 32 * 1024;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final SelectionKey key;
    private final MockAnswers answers;
    private final RequestScan scan = new RequestScan();
    private ByteBuffer pending = NOTHING;
    private ByteBuffer answer = NOTHING;

    MockConnection(SocketChannel channel, SelectionKey key, MockAnswers answers) {
        this.channel = channel;
        this.key = key;
        this.answers = answers;
    }

    @Override
    public void ready(ByteBuffer buffer) throws IOException {
        try {
            if (answer.hasRemaining() && !flush()) {
                return;
            }
            buffer.clear();
            if (channel.read(buffer) < 0) {
                channel.close();
                return;
            }
            serve(buffer.flip());
        } catch (IOException gone) {
            channel.close();
        }
    }

    /** Answers every whole request; the usual case, one request in one read, copies nothing. */
    private void serve(ByteBuffer came) throws IOException {
        boolean alone = pending.position() == 0;
        ByteBuffer all = alone ? came : joined(came);
        while (all.hasRemaining() && scan.whole(all)) {
            all.position(scan.end());
            answer = answers.to(scan.get(), scan.toMessages(), scan.streamed());
            if (!flush()) {
                break;
            }
        }
        if (!alone) {
            pending.compact();
        } else if (all.hasRemaining()) {
            joined(all).compact();
        }
    }

    private ByteBuffer joined(ByteBuffer came) {
        if (pending.remaining() < came.remaining()) {
            int wanted = Math.max(FIRST_ROOM, 2 * (pending.position() + came.remaining()));
            pending = ByteBuffer.allocateDirect(wanted).put(pending.flip());
        }
        return pending.put(came).flip();
    }

    private boolean flush() throws IOException {
        channel.write(answer);
        boolean all = !answer.hasRemaining();
        int interest = all ? SelectionKey.OP_READ : SelectionKey.OP_WRITE;
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
        return all;
    }
}
