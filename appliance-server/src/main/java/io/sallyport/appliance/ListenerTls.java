package io.sallyport.appliance;

import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.TlsSocket;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of one listener. A thread of its own looks every two seconds whether the files are other
 * ones; new connections are then encrypted with those, and the ones that stand go on. Files that
 * cannot be used (half written, or a key that is not yet that of the certificate) change nothing
 * and are told once.
 *
 * <pre>
 *   files ──(other bytes)──▶ read ──good──▶ material ◀── every new connection
 *                              └──bad──▶ a warning, the material stays
 * </pre>
 */
final class ListenerTls implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final int HANDSHAKE_RECORD = 22;

    private final System.Logger log = System.getLogger(ListenerTls.class.getName());
    private final String listener;
    private final TlsSettings files;
    private final Thread renewal;
    private String seen;
    private String told = "";
    private volatile TlsMaterial material;

    /** For this listener; {@link IllegalArgumentException} says which file cannot be used. */
    ListenerTls(String listener, TlsSettings files) {
        this.listener = listener;
        this.files = files;
        seen = fingerprint();
        material = TlsMaterial.read(files);
        renewal = Thread.ofVirtual().name("tls-renewal").unstarted(this::watch);
    }

    /** Begins to follow the files. */
    void start() {
        renewal.start();
    }

    /** When the certificate that is shown ends. */
    Instant expires() {
        return material.expires();
    }

    /**
     * The encrypted form of a connection; shakes hands, and blocks while the caller does.
     *
     * @throws NotEncrypted when what came is no TLS
     * @throws javax.net.ssl.SSLException when the handshake fails
     */
    HelidonSocket over(HelidonSocket plain) throws IOException {
        byte[] first = first(plain);
        if (first[0] != HANDSHAKE_RECORD) {
            throw new NotEncrypted();
        }
        TlsMaterial now = material;
        SSLSocket encrypted =
                (SSLSocket)
                        now.context()
                                .getSocketFactory()
                                .createSocket(new SocketBelow(plain, first), null, true);
        encrypted.setSSLParameters(now.parameters());
        encrypted.startHandshake();
        return TlsSocket.server(encrypted, plain.childSocketId(), plain.socketId());
    }

    private static byte[] first(HelidonSocket plain) throws IOException {
        try {
            byte @Nullable [] came = plain.get();
            if (came == null) {
                throw new EOFException();
            }
            return came;
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private void watch() {
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK.toNanos());
            renew();
        }
    }

    private void renew() {
        String now = fingerprint();
        if (now.equals(seen)) {
            return;
        }
        try {
            material = TlsMaterial.read(files);
            seen = now;
            log.log(
                    Level.INFO,
                    "The {0} has a new certificate, until {1}; new connections get it.",
                    listener,
                    material.expires());
        } catch (IllegalArgumentException unusable) {
            // Tried again at each look, because a mode is mended without a change; told once.
            if (now.equals(told)) {
                return;
            }
            told = now;
            log.log(
                    Level.WARNING,
                    "The {0} keeps its certificate, until {1}: {2}.",
                    listener,
                    material.expires(),
                    unusable.getMessage());
        }
    }

    /** Of the bytes and not of the times: a copy may have the time of its original. */
    private String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files().toList()) {
                digest.update(Files.readAllBytes(file));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException unreadable) {
            return "a file is missing or cannot be read";
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every JDK has SHA-256", never);
        }
    }

    private Stream<Path> files() {
        return Stream.concat(
                List.of(files.certificate(), files.key()).stream(),
                files.clientAuthorities().stream());
    }

    /** Follows the files no longer. */
    @Override
    public void close() {
        renewal.interrupt();
    }
}
