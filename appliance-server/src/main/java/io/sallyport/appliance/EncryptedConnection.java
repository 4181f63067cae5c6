package io.sallyport.appliance;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.sallyport.wire.ByteBlock;
import io.sallyport.wire.HeadWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** A connection of Helidon's that begins with our handshake. */
final class EncryptedConnection implements ServerConnection {
    private static final int ROOM = 512;

    private final EncryptedConnections all;
    private final ConnectionContext context;
    private final CallerWait wait;
    private volatile Optional<ServerConnection> above = Optional.empty();

    /** The connection that is served by this thread. */
    EncryptedConnection(EncryptedConnections all, ConnectionContext context) {
        this.all = all;
        this.context = context;
        wait = new CallerWait(all.listener());
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        Optional<HelidonSocket> encrypted = encrypted();
        if (encrypted.isEmpty()) {
            return;
        }
        ServerConnection connection = all.above(new EncryptedContext(context, encrypted.get()));
        above = Optional.of(connection);
        connection.handle(limit);
        farewell(encrypted.get());
    }

    /** Tells the caller that no more comes, if it still listens. */
    private void farewell(HelidonSocket encrypted) {
        try {
            encrypted.close();
        } catch (UncheckedIOException gone) {
            // It left first, which is how most connections end.
            close(false);
        }
    }

    private Optional<HelidonSocket> encrypted() {
        HelidonSocket plain = context.serverSocket();
        all.patrol().watch(wait);
        try {
            return Optional.of(
                    wait.during(Awaited.HANDSHAKE, all.handshake(), () -> all.tls().over(plain)));
        } catch (NotEncrypted other) {
            all.listener().turnedAway(TurnedAway.PLAIN_TEXT);
            tell(plain);
        } catch (SSLException failed) {
            all.listener().turnedAway(TurnedAway.HANDSHAKE);
        } catch (IOException ended) {
            // The caller left or was cut off; who must hear of it has heard. Helidon closes.
            close(false);
        } finally {
            all.patrol().forget(wait);
        }
        return Optional.empty();
    }

    private void tell(HelidonSocket plain) {
        try {
            plain.write(BufferData.create(refusal()));
        } catch (UncheckedIOException gone) {
            // Then nobody is there to be told.
            close(false);
        }
    }

    private static byte[] refusal() {
        AdminAnswer answer = AdminDoor.refusal(new TlsRequired());
        ByteBlock block = new ByteBlock(ROOM);
        new HeadWriter(block)
                .response(answer.status())
                .field("connection", "close")
                .field("content-type", answer.contentType())
                .length(answer.body().length);
        block.add(answer.body(), 0, answer.body().length);
        return Arrays.copyOf(block.array(), block.length());
    }

    @Override
    public Duration idleTime() {
        return above.map(ServerConnection::idleTime).orElse(Duration.ZERO);
    }

    @Override
    public void close(boolean interrupt) {
        wait.cutWhenIdle();
        above.ifPresent(connection -> connection.close(interrupt));
    }
}
