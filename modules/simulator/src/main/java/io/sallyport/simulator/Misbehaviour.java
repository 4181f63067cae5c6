package io.sallyport.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Carries out one fault in place of, or around, a good answer. */
final class Misbehaviour {
    private static final String JSON = "application/json";
    private static final String SSE = "text/event-stream";
    private static final int MEBI = 1 << 20;

    private final Wire wire;
    private final Voice voice;
    private final Answer answer;
    private final boolean stream;

    Misbehaviour(Wire wire, Voice voice, Answer answer, boolean stream) {
        this.wire = wire;
        this.voice = voice;
        this.answer = answer;
        this.stream = stream;
    }

    void commit(Fault fault) throws IOException {
        switch (fault) {
            case REFUSE -> wire.reset();
            case HANG_BEFORE_HEADERS -> wire.hang();
            case HANG_MID_BODY -> {
                half();
                wire.hang();
            }
            case SLOW_DRIP -> drip(Duration.ZERO, Duration.ofMillis(10));
            case RESET_MID_STREAM -> {
                half();
                Wire.sleep(Duration.ofMillis(50));
                wire.reset();
            }
            case HALF_CLOSE -> {
                half();
                wire.halfClose();
                wire.hang();
            }
            case TRUNCATED_CHUNK -> truncated();
            case GARBAGE_BYTES -> garbage();
            case WRONG_CONTENT_TYPE -> wire.whole(200, "image/png", "", body());
            case HTML_ERROR ->
                    wire.whole(
                            502,
                            "text/html",
                            "",
                            Wire.ascii("<html><body><h1>502 Bad Gateway</h1></body></html>"));
            case TOO_MANY_REQUESTS -> error(429, "");
            case TOO_MANY_REQUESTS_RETRY_AFTER -> error(429, "Retry-After: 1\r\n");
            case INTERNAL_ERROR -> error(500, "");
            case BAD_GATEWAY -> error(502, "");
            case UNAVAILABLE -> error(503, "");
            case OVERLOADED -> error(529, "");
            case HUGE_BODY -> hugeBody();
            case HUGE_SSE_LINE -> hugeLine();
            case GZIP_BOMB -> wire.whole(200, JSON, "Content-Encoding: gzip\r\n", bomb());
            case STALE_KEEP_ALIVE -> {
                wire.whole(200, type(), "", body());
                wire.awaitByte();
                wire.reset();
            }
            case TRICKLED_HEADERS -> drip(Duration.ofMillis(20), Duration.ZERO);
        }
    }

    private void error(int status, String more) throws IOException {
        byte[] body =
                Answer.JSON.writeValueAsBytes(voice.error(status, "simulated status " + status));
        wire.whole(status, JSON, more, body);
    }

    private String type() {
        return stream ? SSE : JSON;
    }

    private byte[] body() {
        if (!stream) {
            return Answer.JSON.writeValueAsBytes(voice.whole(answer));
        }
        List<String> frames = voice.stream(answer, true).stream().map(Voice.Frame::text).toList();
        return String.join("", frames).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] head(String more) {
        return wire.head(200, type(), more);
    }

    private void half() throws IOException {
        byte[] body = body();
        byte[] start = Arrays.copyOf(body, body.length / 2);
        if (stream) {
            wire.send(head("Transfer-Encoding: chunked\r\n"));
            wire.send(Wire.chunk(start, start.length));
        } else {
            wire.send(head("Content-Length: " + body.length + "\r\n"));
            wire.send(start);
        }
    }

    private void drip(Duration perHeadByte, Duration perBodyByte) throws IOException {
        byte[] body = body();
        wire.drip(head("Content-Length: " + body.length + "\r\n"), perHeadByte);
        if (perBodyByte.isZero()) {
            wire.send(body);
        } else {
            wire.drip(body, perBodyByte);
        }
    }

    private void truncated() throws IOException {
        byte[] body = body();
        wire.send(head("Transfer-Encoding: chunked\r\n"));
        wire.send(Wire.chunk(Arrays.copyOf(body, body.length / 2), body.length));
        wire.endAfterThis();
    }

    private void garbage() throws IOException {
        byte[] noise = new byte[512];
        new Random(7).nextBytes(noise);
        noise[0] = 0;
        wire.send(noise);
        wire.send(Wire.ascii("\r\n\r\n"));
        wire.endAfterThis();
    }

    private void hugeBody() throws IOException {
        byte[] start = Wire.ascii("{\"padding\":\"");
        byte[] end = Wire.ascii("\"}");
        long length = start.length + 64L * MEBI + end.length;
        wire.send(wire.head(200, JSON, "Content-Length: " + length + "\r\n"));
        wire.send(start);
        letters(64);
        wire.send(end);
    }

    private void hugeLine() throws IOException {
        wire.endAfterThis();
        wire.send(wire.head(200, SSE, ""));
        wire.send(Wire.ascii("data: {\"padding\":\""));
        letters(16);
        wire.send(Wire.ascii("\"}\n\n"));
    }

    private void letters(int mebibytes) throws IOException {
        byte[] block = new byte[MEBI];
        Arrays.fill(block, (byte) 'x');
        for (int i = 0; i < mebibytes; i++) {
            wire.send(block);
        }
    }

    /** Members of one mebibyte each, one after the other (RFC 1952, 2.2): quick to make. */
    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream member = new ByteArrayOutputStream();
        byte[] block = new byte[MEBI];
        Arrays.fill(block, (byte) ' ');
        try (GZIPOutputStream gzip = new GZIPOutputStream(member)) {
            gzip.write(block);
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (int i = 0; i < 256; i++) {
            packed.writeBytes(member.toByteArray());
        }
        return packed.toByteArray();
    }
}
