package io.sallyport.wire;

import io.sallyport.fuzz.Pieces;
import io.sallyport.fuzz.Promise;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A connection with requests on it. However it is cut into pieces it is understood in the same way;
 * a head that is taken has the strict grammar of {@link NaiveHead}, and its body ends where that
 * reads it to end.
 */
public final class RequestHeadFuzz {
    static final Limits LIMITS = new Limits(4096, 1024, 20, 1000);

    private RequestHeadFuzz() {}

    /** The target. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        String whole = read(new ByteArrayInputStream(input));
        Promise.same(whole, read(new Pieces(input)), "in pieces");
        Promise.inProportion(input, bytes -> read(new ByteArrayInputStream(bytes)));
        first(input);
    }

    private static void first(byte[] input) throws IOException {
        HeadReader reader = new HeadReader(new WireInput(new ByteArrayInputStream(input)), LIMITS);
        try {
            Optional<RequestHead> head = reader.request();
            if (head.isPresent()) {
                check(NaiveHead.of(input), head.get());
            }
        } catch (WireFault refused) {
            Promise.holds(reader.seemingPath().startsWith("/"), "a seeming path");
        }
    }

    private static void check(NaiveHead naive, RequestHead head) {
        String[] line = naive.line().split(" ", -1);
        Promise.same(3, line.length, "words of the first line");
        Promise.same(line[0], head.method(), "method");
        Promise.same(line[2].equals("HTTP/1.1"), head.current(), "version");
        Promise.same(naive.framing("None"), head.framing().toString(), "framing");
        Promise.same(naive.fields(), NaiveHead.said(head.fields()), "fields");
        TargetFuzz.checkPath(head.path());
        boolean close = naive.options().contains("close");
        Promise.same(head.current() && !close, head.keepAlive(), "kept alive");
        Promise.holds(!head.current() || naive.values("host").size() == 1, "one host");
    }

    private static String read(InputStream bytes) throws IOException {
        StringBuilder text = new StringBuilder();
        WireInput in = new WireInput(bytes);
        HeadReader reader = new HeadReader(in, LIMITS);
        try {
            Optional<RequestHead> head = reader.request();
            while (head.isPresent()) {
                RequestHead each = head.get();
                text.append(each).append(each.query()).append(each.keepAlive());
                text.append(NaiveHead.said(each.fields()));
                text.append(body(in, each.framing()));
                head = reader.request();
            }
        } catch (WireFault refused) {
            return text.append(refused.fault()).toString();
        }
        return text.toString();
    }

    static String body(WireInput in, Framing framing) throws IOException {
        BodyReader body = new BodyReader(in, framing, LIMITS);
        ByteBlock block = new ByteBlock(16);
        body.readAll(block);
        Promise.holds(body.ended() && block.length() <= LIMITS.bodyBytes(), "the end of a body");
        return new String(block.array(), 0, block.length(), StandardCharsets.ISO_8859_1);
    }
}
