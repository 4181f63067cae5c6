package io.sallyport.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads the head of the next message from a connection, strictly: what two readers could understand
 * differently is refused with a {@link Fault} and never repaired (RFC 9112; request smuggling lives
 * on repairs). One reader for each connection; not thread-safe.
 *
 * <pre>
 *   WireInput ── Lines ──────── FieldLines ───────── RequestHead / ResponseHead
 *   (buffer)     line breaks,   names, what they     the head's own bytes, copied once: they
 *                limits         say of the body      outlive the buffer, which the body uses next
 * </pre>
 *
 * The first pass over the bytes looks at eight at a time and finds line breaks and control bytes;
 * the second reads names. Values become text only when somebody asks.
 */
public final class HeadReader {
    private static final int INTERIM_HEADS = 16;
    private static final int SEEMING_BYTES = 256;
    private static final byte[] NOTHING = {};

    private final WireInput in;
    private final Limits limits;
    private final Lines lines = new Lines();
    private byte[] last = NOTHING;

    /** Reads from this input within these limits. */
    public HeadReader(WireInput in, Limits limits) {
        this.in = in;
        this.limits = limits;
    }

    /**
     * The head of the next request; nothing when the peer closed instead of beginning one.
     *
     * @throws WireFault when it breaks a rule or is cut off
     */
    public Optional<RequestHead> request() throws IOException {
        last = NOTHING;
        in.shrink();
        int size = lines.read(in, limits, Fault.TARGET_TOO_LONG);
        if (size == 2) { // one empty line before a request is forgiven (RFC 9112 section 2.2)
            in.take(2);
            size = lines.read(in, limits, Fault.TARGET_TOO_LONG);
        }
        if (size < 0) {
            return Optional.empty();
        }
        return Optional.of(request(taken(size)));
    }

    /**
     * The head of the final response to a request of this method, interim ones passed over (RFC
     * 9110 section 15.2); nothing when the peer closed without a byte.
     *
     * @throws WireFault when it breaks a rule or is cut off
     */
    public Optional<ResponseHead> response(String method) throws IOException {
        in.shrink();
        for (int interim = 0; interim < INTERIM_HEADS; interim++) {
            int size = lines.read(in, limits, Fault.STATUS_LINE);
            if (size < 0) {
                if (interim > 0) {
                    throw new WireFault(Fault.CUT_OFF);
                }
                return Optional.empty();
            }
            byte[] bytes = taken(size);
            int status = status(bytes);
            if (status >= 200) {
                return Optional.of(response(method, status, bytes));
            }
            new FieldLines(bytes, lines, true);
            if (status == 101) {
                throw new WireFault(Fault.INTERIM);
            }
        }
        throw new WireFault(Fault.INTERIM);
    }

    private byte[] taken(int size) {
        byte[] bytes = Arrays.copyOfRange(in.buffer(), in.from(), in.from() + size);
        in.take(size);
        last = bytes;
        return bytes;
    }

    /**
     * The path that a refused request seems to ask for, not decoded; a slash where there is none.
     * Good for choosing the words of the refusal and for nothing else.
     */
    public String seemingPath() {
        byte[] bytes = last.length > 0 ? last : in.buffer();
        int from = last.length > 0 ? 0 : in.from();
        int end = last.length > 0 ? last.length : from + in.waiting();
        int start = space(bytes, from, end) + 1;
        int at = start;
        while (at < end && bytes[at] > ' ' && bytes[at] != '?' && at - start < SEEMING_BYTES) {
            at++;
        }
        return start < end && bytes[start] == '/'
                ? new String(bytes, start, at - start, StandardCharsets.US_ASCII)
                : "/";
    }

    private RequestHead request(byte[] bytes) throws WireFault {
        if (lines.count() == 0) {
            throw new WireFault(Fault.REQUEST_LINE);
        }
        int end = lines.end(0);
        int first = space(bytes, 0, end);
        int second = space(bytes, first + 1, end);
        if (second == end || second == first + 1) {
            throw new WireFault(Fault.REQUEST_LINE);
        }
        boolean current = isCurrent(bytes, second + 1, end, Fault.REQUEST_LINE);
        String method = method(bytes, first);
        Target target = Target.of(bytes, first + 1, second);
        FieldLines read = new FieldLines(bytes, lines, false);
        checkHost(read, target, current);
        if (read.chunked() && !current) {
            throw new WireFault(Fault.TRANSFER_ENCODING); // RFC 9112 section 6.1
        }
        return new RequestHead(
                method,
                target.path(),
                target.query(),
                current,
                read.fields(),
                framing(read, new Framing.None()),
                current && !read.close(),
                current && read.expectsContinue());
    }

    private static int space(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != ' ') {
            at++;
        }
        return at;
    }

    private static String method(byte[] bytes, int end) throws WireFault {
        demandUpperCase(bytes, end);
        String method = new String(bytes, 0, end, StandardCharsets.US_ASCII);
        if (method.equals("CONNECT")) {
            throw new WireFault(Fault.CONNECT);
        }
        return method;
    }

    /** Every registered method is made of these; the case of a method matters. */
    private static void demandUpperCase(byte[] bytes, int end) throws WireFault {
        boolean good = end > 0 && end <= 32;
        for (int i = 0; good && i < end; i++) {
            good = (bytes[i] >= 'A' && bytes[i] <= 'Z') || bytes[i] == '-';
        }
        if (!good) {
            throw new WireFault(Fault.REQUEST_LINE);
        }
    }

    /** Whether the version is 1.1; false for 1.0. */
    private static boolean isCurrent(byte[] bytes, int from, int end, Fault malformed)
            throws WireFault {
        boolean version =
                end - from == 8
                        && bytes[from] == 'H'
                        && bytes[from + 1] == 'T'
                        && bytes[from + 2] == 'T'
                        && bytes[from + 3] == 'P'
                        && bytes[from + 4] == '/'
                        && Characters.isDigit(bytes[from + 5])
                        && bytes[from + 6] == '.'
                        && Characters.isDigit(bytes[from + 7]);
        if (!version) {
            throw new WireFault(malformed);
        }
        if (bytes[from + 5] != '1' || bytes[from + 7] > '1') {
            throw new WireFault(Fault.VERSION);
        }
        return bytes[from + 7] == '1';
    }

    private static void checkHost(FieldLines read, Target target, boolean current)
            throws WireFault {
        if (read.hosts() > 1) {
            throw new WireFault(Fault.HOST);
        }
        if (read.hosts() == 0 && current) {
            throw new WireFault(Fault.HOST_MISSING);
        }
        if (!target.authority().isEmpty()
                && read.hosts() == 1
                && !target.authority().equalsIgnoreCase(read.host())) {
            throw new WireFault(Fault.HOST_MISMATCH);
        }
    }

    private int status(byte[] bytes) throws WireFault {
        int end = lines.count() == 0 ? 0 : lines.end(0);
        if (end < 12 || bytes[8] != ' ' || (end > 12 && bytes[12] != ' ')) {
            throw new WireFault(Fault.STATUS_LINE);
        }
        isCurrent(bytes, 0, 8, Fault.STATUS_LINE);
        int status = 0;
        for (int i = 9; i < 12; i++) {
            if (!Characters.isDigit(bytes[i])) {
                throw new WireFault(Fault.STATUS_LINE);
            }
            status = status * 10 + bytes[i] - '0';
        }
        if (status < 100 || status > 599) {
            throw new WireFault(Fault.STATUS_LINE);
        }
        return status;
    }

    private ResponseHead response(String method, int status, byte[] bytes) throws WireFault {
        FieldLines read = new FieldLines(bytes, lines, true);
        boolean current = bytes[7] == '1';
        if (read.chunked() && !current) {
            throw new WireFault(Fault.TRANSFER_ENCODING);
        }
        boolean bodiless =
                method.equals("HEAD")
                        || status == 204
                        || status == 304
                        || (method.equals("CONNECT") && status < 300);
        Framing framing = bodiless ? new Framing.None() : framing(read, new Framing.UntilClose());
        boolean keepAlive = current && !read.close() && !(framing instanceof Framing.UntilClose);
        return new ResponseHead(status, read.fields(), framing, keepAlive);
    }

    private static Framing framing(FieldLines read, Framing otherwise) {
        if (read.chunked()) {
            return new Framing.Chunked();
        }
        return read.length().isPresent()
                ? new Framing.Length(read.length().getAsLong())
                : otherwise;
    }
}
