package io.sallyport.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SplittableRandom;

/** Reads a connection to its end and writes down what was understood, as text to compare. */
final class Transcript {
    static final Limits LIMITS = new Limits(4096, 1024, 20, 100);

    private Transcript() {}

    /** Every request of these bytes; a fault ends it with its name. */
    static String requests(InputStream bytes) throws IOException {
        StringBuilder text = new StringBuilder();
        WireInput in = new WireInput(bytes);
        HeadReader reader = new HeadReader(in, LIMITS);
        try {
            Optional<RequestHead> head = reader.request();
            while (head.isPresent()) {
                RequestHead each = head.get();
                text.append(each.method()).append(' ').append(each.path()).append('?');
                text.append(each.query()).append('[');
                text.append(body(in, each.framing())).append(']');
                text.append(each.keepAlive() ? '+' : '-');
                head = reader.request();
            }
        } catch (WireFault refused) {
            return text.append(refused.fault()).toString();
        }
        return text.toString();
    }

    /** One response to this method. */
    static String response(String method, InputStream bytes) throws IOException {
        WireInput in = new WireInput(bytes);
        try {
            Optional<ResponseHead> head = new HeadReader(in, LIMITS).response(method);
            if (head.isEmpty()) {
                return "nothing";
            }
            ResponseHead each = head.get();
            return each.status()
                    + "["
                    + body(in, each.framing())
                    + "]"
                    + (each.keepAlive() ? '+' : '-');
        } catch (WireFault refused) {
            return refused.fault().name();
        }
    }

    private static String body(WireInput in, Framing framing) throws IOException {
        BodyReader body = new BodyReader(in, framing, LIMITS);
        ByteBlock block = new ByteBlock(16);
        body.readAll(block);
        if (!body.ended() || block.length() > LIMITS.bodyBytes()) {
            throw new AssertionError("a body without an end");
        }
        return new String(block.array(), 0, block.length(), StandardCharsets.ISO_8859_1);
    }

    static InputStream whole(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    /** Gives the bytes in pieces of these sizes. */
    static InputStream split(byte[] bytes, SplittableRandom random, int largest) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, random.nextInt(1, largest + 1)));
            }
        };
    }
}
