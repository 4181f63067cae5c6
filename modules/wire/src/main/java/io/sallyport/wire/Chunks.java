package io.sallyport.wire;

import java.io.IOException;

/**
 * The chunked coding (RFC 9112 section 7.1): sizes of at most eight hexadecimal digits, extensions
 * only unquoted and few, trailers checked and dropped.
 */
final class Chunks implements BodyReader.State {
    private static final int EXTENSION_BYTES = 1 << 10;

    private final WireInput in;
    private final Limits limits;
    private long left;
    private boolean first = true;
    private int extensions;

    Chunks(WireInput in, Limits limits) {
        this.in = in;
        this.limits = limits;
    }

    @Override
    public long most() throws IOException {
        if (left > 0) {
            return left;
        }
        if (!first) {
            demand('\r', Fault.CHUNK_END);
            demand('\n', Fault.CHUNK_END);
        }
        first = false;
        left = size();
        if (left == 0) {
            trailers();
        }
        return left;
    }

    @Override
    public long left() {
        return left;
    }

    /** A chunk behind the one that was read to its end; the last one is left to the next read. */
    @Override
    public boolean isAtHand() {
        int at = in.from() + 2;
        int end = in.from() + in.waiting();
        if (left > 0 || at >= end || in.buffer()[at] == '0') {
            return false;
        }
        while (at < end && in.buffer()[at] != '\n') {
            at++;
        }
        return at + 1 < end;
    }

    @Override
    public boolean taken(int bytes) {
        left -= bytes;
        return false;
    }

    @Override
    public int likely() {
        return 4 << 10;
    }

    private long size() throws IOException {
        long size = 0;
        int digits = 0;
        int c = some();
        while (Characters.hex(c) >= 0 && digits++ < 8) {
            size = size << 4 | Characters.hex(c);
            c = some();
        }
        if (digits == 0 || digits > 8) {
            throw new WireFault(Fault.CHUNK_SIZE);
        }
        if (c == ';') {
            c = extension();
        }
        if (c != '\r') {
            throw new WireFault(c == '\n' ? Fault.BARE_LF : Fault.CHUNK_SIZE);
        }
        demand('\n', Fault.BARE_CR);
        return size;
    }

    /** Passes over {@code name[=token][;…]} and gives the byte behind it. */
    private int extension() throws IOException {
        int c = some();
        boolean named = false;
        while (Characters.isToken(c) || (named && (c == '=' || c == ';'))) {
            if (++extensions > EXTENSION_BYTES) {
                throw new WireFault(Fault.CHUNK_EXTENSION);
            }
            named = Characters.isToken(c);
            c = some();
        }
        if (!named || c != '\r') {
            throw new WireFault(c == '\n' ? Fault.BARE_LF : Fault.CHUNK_EXTENSION);
        }
        return c;
    }

    private void trailers() throws IOException {
        Lines lines = new Lines();
        int size = lines.read(in, limits, Fault.HEAD_TOO_LARGE);
        if (size < 0) {
            throw new WireFault(Fault.CUT_OFF);
        }
        for (int line = 0; line < lines.count(); line++) {
            int start = in.from() + lines.start(line);
            FieldLines.name(in.buffer(), start, in.from() + lines.end(line), true);
        }
        in.take(size);
    }

    private void demand(char wanted, Fault otherwise) throws IOException {
        if (some() != wanted) {
            throw new WireFault(otherwise);
        }
    }

    private int some() throws IOException {
        int c = in.next();
        if (c < 0) {
            throw new WireFault(Fault.CUT_OFF);
        }
        return c;
    }
}
