package io.sallyport.appliance;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.common.socket.SocketWriter;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.Router;
import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutorService;

/** What Helidon knows of a connection, for what is spoken within its TLS. */
final class EncryptedContext implements ConnectionContext {
    private final ConnectionContext outside;
    private final HelidonSocket inside;
    private final DataReader reader;
    private final DataWriter writer;

    EncryptedContext(ConnectionContext outside, HelidonSocket inside) {
        this.outside = outside;
        this.inside = inside;
        reader = DataReader.create(this::next);
        writer = SocketWriter.create(inside);
    }

    private byte[] next() {
        try {
            return inside.get();
        } catch (UncheckedIOException failed) {
            throw new ServerConnectionException("the connection failed", failed);
        }
    }

    @Override
    public ListenerContext listenerContext() {
        return outside.listenerContext();
    }

    @Override
    public ExecutorService executor() {
        return outside.executor();
    }

    @Override
    public DataWriter dataWriter() {
        return writer;
    }

    @Override
    public DataReader dataReader() {
        return reader;
    }

    @Override
    public Router router() {
        return outside.router();
    }

    @Override
    public HelidonSocket serverSocket() {
        return inside;
    }

    @Override
    public PeerInfo remotePeer() {
        return inside.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
        return inside.localPeer();
    }

    @Override
    public boolean isSecure() {
        return true;
    }

    @Override
    public String socketId() {
        return outside.socketId();
    }

    @Override
    public String childSocketId() {
        return outside.childSocketId();
    }
}
