package io.sallyport.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;

/** One answer of the upstream of the campaign; true when its connection may be used again. */
final class FaultyAnswer {
    private static final long DRIP_NANOS = 100_000_000;
    private static final int BLOCK = 64 << 10;
    private static final int BOMB = 32 << 20;
    private static final String USAGE =
            "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3,\"total_tokens\":12}";
    private static final String NEGATIVE =
            "\"usage\":{\"prompt_tokens\":-9,\"completion_tokens\":-3,\"total_tokens\":-12}";
    private static final String WORDS = "\"usage\":{\"prompt_tokens\":\"nine\"}";

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final boolean streamed;
    private final long number;

    FaultyAnswer(Socket socket, InputStream in, boolean streamed, long number) throws IOException {
        this.socket = socket;
        this.in = in;
        this.out = socket.getOutputStream();
        this.streamed = streamed;
        this.number = number;
    }

    boolean give(Mischief mischief) throws IOException {
        return switch (mischief) {
            case GOOD -> whole(bytes(USAGE));
            case NO_USAGE -> whole(bytes("\"service_tier\":\"default\""));
            case NEGATIVE_USAGE -> whole(bytes(NEGATIVE));
            case WRONG_USAGE -> whole(bytes(WORDS));
            case TOO_MANY -> whole(error("429 Too Many Requests", "Retry-After: 1\r\n"));
            case OVERLOADED -> whole(error("529 Overloaded", ""));
            case HANG -> hang();
            case CUT_HEAD -> cut(bytes(USAGE), 30);
            case HALF_CLOSE -> halfClose();
            case GARBAGE -> cut("HTTP/9.x !! no status\r\n\r\n".getBytes(ISO_8859_1), 25);
            case MUTATED -> mutated();
            case RESET -> reset();
            case DRIP -> drip();
            case ENDLESS_BODY -> endless(head("application/json", ""), "{\"id\":\"");
            case ENDLESS_LINE -> endless(head("text/event-stream", ""), "data: {\"id\":\"");
            case GZIP_BOMB -> bomb();
        };
    }

    private boolean whole(byte[] bytes) throws IOException {
        out.write(bytes);
        return true;
    }

    private boolean cut(byte[] bytes, int length) throws IOException {
        out.write(bytes, 0, length);
        return false;
    }

    private boolean hang() throws IOException {
        in.skipNBytes(Long.MAX_VALUE);
        return false;
    }

    private boolean halfClose() throws IOException {
        byte[] all = bytes(USAGE);
        out.write(all, 0, all.length - 40);
        socket.shutdownOutput();
        return hang();
    }

    private boolean reset() throws IOException {
        byte[] all = bytes(USAGE);
        out.write(all, 0, all.length - 60);
        // What was sent shall arrive before the reset overtakes it.
        LockSupport.parkNanos(DRIP_NANOS);
        socket.setSoLinger(true, 0);
        return false;
    }

    private boolean drip() throws IOException {
        byte[] all = bytes(USAGE);
        int start = all.length - 50;
        out.write(all, 0, start);
        for (int i = start; i < all.length; i++) {
            LockSupport.parkNanos(DRIP_NANOS);
            out.write(all[i]);
        }
        return true;
    }

    /** Each answer has its own seed, so that a campaign sees the same ones again. */
    private boolean mutated() throws IOException {
        Random random = new Random(number);
        byte[] all = bytes(USAGE);
        int changes = 1 + random.nextInt(2);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(all.length);
            switch (random.nextInt(3)) {
                case 0 -> all[at] = (byte) random.nextInt(256);
                case 1 -> all = without(all, at, 1 + random.nextInt(8));
                default -> all = Arrays.copyOf(all, Math.max(1, at));
            }
        }
        out.write(all);
        return false;
    }

    private static byte[] without(byte[] all, int at, int count) {
        int end = Math.min(all.length, at + count);
        byte[] rest = Arrays.copyOf(all, Math.max(1, all.length - (end - at)));
        System.arraycopy(all, end, rest, at, Math.min(all.length - end, rest.length - at));
        return rest;
    }

    private boolean endless(String head, String start) throws IOException {
        out.write((head + "\r\n" + start).getBytes(ISO_8859_1));
        byte[] letters = new byte[BLOCK];
        Arrays.fill(letters, (byte) 'x');
        // A gibibyte, unless the other side closes before.
        for (int i = 0; i < (1 << 30) / BLOCK; i++) {
            out.write(letters);
        }
        return false;
    }

    private boolean bomb() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[BOMB]);
        }
        out.write(
                (head("application/json", "Content-Encoding: gzip\r\n")
                                + "Content-Length: "
                                + packed.size()
                                + "\r\n\r\n")
                        .getBytes(ISO_8859_1));
        packed.writeTo(out);
        return false;
    }

    private byte[] error(String status, String more) {
        String body = "{\"error\":{\"message\":\"no\",\"type\":\"no\",\"code\":\"no\"}}";
        return "HTTP/1.1 %s\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n%s"
                .formatted(status, more, body.length(), body)
                .getBytes(ISO_8859_1);
    }

    private static String head(String type, String more) {
        return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n" + more;
    }

    /** A good answer, whole or as a stream. */
    private byte[] bytes(String usage) {
        String body = streamed ? stream(usage) : single(usage);
        String type = streamed ? "text/event-stream" : "application/json";
        return (head(type, "Content-Length: " + body.length() + "\r\n\r\n") + body)
                .getBytes(ISO_8859_1);
    }

    private static String single(String usage) {
        return "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"good\","
                + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                + "\"content\":\"one two three\"},\"finish_reason\":\"stop\"}],"
                + usage
                + "}";
    }

    private static String stream(String usage) {
        StringBuilder events = new StringBuilder();
        for (String word : new String[] {"one", " two", " three"}) {
            events.append(event("{\"role\":\"assistant\",\"content\":\"" + word + "\"}", "null"));
        }
        events.append(event("{}", "\"stop\""));
        events.append("data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,")
                .append("\"model\":\"good\",\"choices\":[],")
                .append(usage)
                .append("}\n\ndata: [DONE]\n\n");
        return events.toString();
    }

    private static String event(String delta, String finish) {
        return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,"
                + "\"model\":\"good\",\"choices\":[{\"index\":0,\"delta\":"
                + delta
                + ",\"finish_reason\":"
                + finish
                + "}]}\n\n";
    }
}
