package io.sallyport.wire;

import io.sallyport.fuzz.Pieces;
import io.sallyport.fuzz.Promise;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * What an upstream answers to a POST or a HEAD. However it is cut into pieces it is understood in
 * the same way, and its final head has the strict grammar of {@link NaiveHead}.
 */
public final class ResponseHeadFuzz {
    private ResponseHeadFuzz() {}

    /** The target. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        for (String method : List.of("POST", "HEAD")) {
            String whole = read(method, new ByteArrayInputStream(input));
            Promise.same(whole, read(method, new Pieces(input)), "in pieces");
        }
        Promise.inProportion(input, bytes -> read("POST", new ByteArrayInputStream(bytes)));
        first(input);
    }

    private static void first(byte[] input) throws IOException {
        WireInput in = new WireInput(new ByteArrayInputStream(input));
        try {
            Optional<ResponseHead> head =
                    new HeadReader(in, RequestHeadFuzz.LIMITS).response("POST");
            if (head.isPresent() && input[9] != '1') {
                check(NaiveHead.of(input), head.get());
            }
        } catch (WireFault refused) {
            Promise.holds(refused.fault().status() >= 400, "a status for a fault");
        }
    }

    private static void check(NaiveHead naive, ResponseHead head) {
        Promise.holds(
                naive.line().matches("HTTP/1\\.[01] [2-5][0-9][0-9]( [\\t -~\\x80-\\xff]*)?"),
                "a status line");
        Promise.same(naive.line().substring(9, 12), "" + head.status(), "status");
        Promise.same(naive.fields(), NaiveHead.said(head.fields()), "fields");
        boolean bodiless = head.status() == 204 || head.status() == 304;
        String framing = naive.framing(bodiless ? "None" : "UntilClose");
        Promise.same(bodiless ? "None[]" : framing, head.framing().toString(), "framing");
        Promise.holds(
                !head.keepAlive() || !naive.options().contains("close"), "a connection to close");
    }

    private static String read(String method, InputStream bytes) throws IOException {
        WireInput in = new WireInput(bytes);
        try {
            Optional<ResponseHead> head =
                    new HeadReader(in, RequestHeadFuzz.LIMITS).response(method);
            if (head.isEmpty()) {
                return "nothing";
            }
            ResponseHead each = head.get();
            return each
                    + NaiveHead.said(each.fields()).toString()
                    + each.keepAlive()
                    + RequestHeadFuzz.body(in, each.framing());
        } catch (WireFault refused) {
            return refused.fault().name();
        }
    }
}
