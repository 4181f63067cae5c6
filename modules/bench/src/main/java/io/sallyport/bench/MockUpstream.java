package io.sallyport.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * A model server that takes no time: it answers every request at once, with the same bytes, in the
 * protocol of its path. After the load rig of the project.
 */
final class MockUpstream {
    private static final int BACKLOG = 4096;

    private final Selector selector;
    private final ServerSocketChannel listener;
    private final MockAnswers answers;

    private MockUpstream(Selector selector, ServerSocketChannel listener, MockAnswers answers) {
        this.selector = selector;
        this.listener = listener;
        this.answers = answers;
    }

    static MockUpstream listen(Selector selector, MockAnswers answers) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        return new MockUpstream(selector, listener, answers);
    }

    int port() {
        return listener.socket().getLocalPort();
    }

    void accept() throws IOException {
        for (SocketChannel came = listener.accept(); came != null; came = listener.accept()) {
            came.setOption(StandardSocketOptions.TCP_NODELAY, true);
            came.configureBlocking(false);
            SelectionKey key = came.register(selector, SelectionKey.OP_READ);
            key.attach(new MockConnection(came, key, answers));
        }
    }
}
