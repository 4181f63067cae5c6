package io.sallyport.appliance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A caller that writes its bytes itself. In what it says {@code ~~} is CRLF and KEY a good key. */
final class RawCaller implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final String key;

    RawCaller(TestAppliance appliance) throws IOException {
        this(appliance, 64 << 10);
    }

    /** With a receive buffer of this size. */
    RawCaller(TestAppliance appliance, int receives) throws IOException {
        URI gateway = appliance.uri("/");
        key = appliance.key();
        socket = new Socket();
        socket.setReceiveBufferSize(receives);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()));
    }

    /** On a connection that stands already. */
    RawCaller(TestAppliance appliance, Socket socket) throws IOException {
        key = appliance.key();
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    RawCaller say(String text) throws IOException {
        return say(
                text.replace("KEY", key)
                        .replace("~~", "\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    RawCaller say(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** A whole request with this body. */
    RawCaller ask(String path, String fields, String body) throws IOException {
        return say(
                "POST %s HTTP/1.1~~Host: x~~%sContent-Length: %d~~~~%s"
                        .formatted(path, fields, body.length(), body));
    }

    /** Says no more, and can still hear. */
    RawCaller end() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** What comes, up to and with this mark. */
    String until(String mark) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(mark) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new AssertionError("the connection ended behind: " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }

    /** All that comes until the gateway closes. */
    String rest() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
