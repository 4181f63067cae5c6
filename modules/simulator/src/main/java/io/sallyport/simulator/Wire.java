package io.sallyport.simulator;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 on one socket: reads requests, writes answers. */
final class Wire {
    private static final byte[] LINE_END = {'\r', '\n'};

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private boolean keepAlive;

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    boolean keepAlive() {
        return keepAlive;
    }

    /** The next request, or null when the client has ended the connection. */
    @Nullable Seen read() throws IOException {
        String first = line();
        if (first == null) {
            return null;
        }
        String[] parts = first.split(" ", 3);
        if (parts.length != 3) {
            throw new IOException("not a request line: " + first);
        }
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); line != null && !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("not a header: " + line);
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            headers.merge(name, line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
        }
        String connection = headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
        keepAlive = parts[2].equals("HTTP/1.1") && !connection.contains("close");
        if (headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue")) {
            send(ascii("HTTP/1.1 100 Continue\r\n\r\n"));
        }
        return new Seen(parts[0], parts[1], headers, body(headers));
    }

    /** Waits for one more byte, or the end, of what the client sends. */
    boolean awaitByte() throws IOException {
        return in.read() >= 0;
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    void drip(byte[] bytes, Duration pause) throws IOException {
        for (byte one : bytes) {
            send(new byte[] {one});
            sleep(pause);
        }
    }

    byte[] head(int status, String type, String more) {
        String connection = keepAlive ? "keep-alive" : "close";
        return ascii(
                "HTTP/1.1 %d Simulated\r\nContent-Type: %s\r\nConnection: %s\r\n%s\r\n"
                        .formatted(status, type, connection, more));
    }

    void whole(int status, String type, String more, byte[] body) throws IOException {
        byte[] head = head(status, type, more + "Content-Length: " + body.length + "\r\n");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head);
        all.writeBytes(body);
        send(all.toByteArray());
    }

    /** Begins a body of unknown length: chunked, or up to the end when that is agreed. */
    void begin(String type) throws IOException {
        send(head(200, type, keepAlive ? "Transfer-Encoding: chunked\r\n" : ""));
    }

    void part(byte[] bytes) throws IOException {
        send(keepAlive ? chunk(bytes, bytes.length) : bytes);
    }

    void end() throws IOException {
        if (keepAlive) {
            send(ascii("0\r\n\r\n"));
        }
    }

    static byte[] chunk(byte[] bytes, int announced) {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes(ascii(Integer.toHexString(announced) + "\r\n"));
        chunk.writeBytes(bytes);
        if (announced == bytes.length) {
            chunk.writeBytes(LINE_END);
        }
        return chunk.toByteArray();
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    /** Says nothing more until the client, or the simulator, ends the connection. */
    void hang() throws IOException {
        while (awaitByte()) {
            keepAlive = false;
        }
        keepAlive = false;
    }

    void endAfterThis() {
        keepAlive = false;
    }

    static void sleep(Duration pause) throws IOException {
        if (pause.isZero()) {
            return;
        }
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException ended = new InterruptedIOException("interrupted");
            ended.initCause(e);
            throw ended;
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (!headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return exactly(number(headers.getOrDefault("content-length", "0"), 10));
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = needLine().split(";", 2)[0].strip();
            byte[] chunk = exactly(number(size, 16));
            if (chunk.length == 0) {
                break;
            }
            body.writeBytes(chunk);
            needLine();
        }
        String trailer = needLine();
        while (!trailer.isEmpty()) {
            trailer = needLine();
        }
        return body.toByteArray();
    }

    private static int number(String digits, int radix) throws IOException {
        try {
            return Integer.parseUnsignedInt(digits, radix);
        } catch (NumberFormatException e) {
            throw new IOException("not a length: " + digits, e);
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("body ended early");
        }
        return bytes;
    }

    private String needLine() throws IOException {
        String line = line();
        if (line == null) {
            throw new EOFException("body ended early");
        }
        return line;
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            if (next != '\r') {
                line.write(next);
            }
            next = in.read();
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
