package io.sallyport.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A caller of the campaign: one connection for each request.
 *
 * @param port of the gateway
 * @param key its key
 */
record Caller(int port, String key) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BLOCK = 16 << 10;

    /** Asks this model and returns what came until the end. */
    Heard ask(String model, boolean streamed) throws IOException {
        return ask(body(model, streamed, "hello"));
    }

    Heard ask(String body) throws IOException {
        try (Socket socket = open()) {
            write(socket, body);
            return hear(socket);
        }
    }

    /** Who is answered before its body has to hear the answer, although it cannot go on. */
    private void write(Socket socket, String body) throws IOException {
        try {
            socket.getOutputStream().write((head(body.length()) + body).getBytes(ISO_8859_1));
        } catch (IOException answeredEarly) {
            // What came of it is what hear() finds: the answer, or nothing.
        }
    }

    /** Asks and leaves the connection to the caller. */
    Socket send(String body) throws IOException {
        Socket socket = open();
        socket.getOutputStream().write((head(body.length()) + body).getBytes(ISO_8859_1));
        return socket;
    }

    Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    String head(long length) {
        return String.join(
                "\r\n",
                "POST /v1/chat/completions HTTP/1.1",
                "Host: 127.0.0.1",
                "Connection: close",
                "Authorization: Bearer " + key,
                "Content-Type: application/json",
                "Content-Length: " + length,
                "",
                "");
    }

    static String body(String model, boolean streamed, String text) {
        return "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(model, streamed, text);
    }

    Heard hear(Socket socket) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] block = new byte[BLOCK];
        try {
            for (int read = 0; read >= 0; read = socket.getInputStream().read(block)) {
                all.write(block, 0, read);
            }
        } catch (SocketTimeoutException silent) {
            return new Heard(Heard.HUNG, "");
        } catch (IOException reset) {
            return heard(all);
        }
        return heard(all);
    }

    private static Heard heard(ByteArrayOutputStream all) {
        String text = all.toString(ISO_8859_1);
        int head = text.indexOf("\r\n\r\n");
        if (head < 0 || !text.startsWith("HTTP/1.1 ")) {
            return new Heard(Heard.NOTHING, text);
        }
        return new Heard(Integer.parseInt(text.substring(9, 12)), text.substring(head));
    }
}
