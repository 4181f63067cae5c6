package io.sallyport.wire;

import java.io.IOException;
import java.util.Arrays;

/**
 * Finds the lines of a head, or of trailers, up to the empty one. Refuses what is wrong as soon as
 * it is seen, so that a peer which sends bare line feeds and waits is not waited for. Positions are
 * relative to the first byte of the first line.
 */
final class Lines {
    private int[] ends = new int[32];
    private int count;

    int count() {
        return count;
    }

    /** Where the line begins. */
    int start(int line) {
        return line == 0 ? 0 : ends[line - 1] + 2;
    }

    /** Where its line break begins. */
    int end(int line) {
        return ends[line];
    }

    /**
     * Reads up to and including the empty line, which is not counted, and takes nothing.
     *
     * @return the bytes of all of it; -1 where the peer closed before the first byte
     */
    int read(WireInput in, Limits limits, Fault firstTooLong) throws IOException {
        count = 0;
        int at = 0;
        while (true) {
            at =
                    Characters.control(in.buffer(), in.from() + at, in.from() + in.waiting())
                            - in.from();
            int limit =
                    count == 0
                            ? Math.min(limits.startLineBytes(), limits.headBytes())
                            : limits.headBytes();
            if (at >= limit) {
                throw new WireFault(count == 0 ? firstTooLong : Fault.HEAD_TOO_LARGE);
            }
            if (at == in.waiting()) {
                if (!in.fill()) {
                    return closed(in);
                }
            } else if (in.buffer()[in.from() + at] == '\t') {
                at++;
            } else if (at + 1 == in.waiting() && in.buffer()[in.from() + at] == '\r') {
                if (!in.fill()) {
                    return closed(in);
                }
            } else {
                demandLineBreak(in.buffer(), in.from() + at);
                if (at == start(count)) {
                    return at + 2;
                }
                add(at, limits);
                at += 2;
            }
        }
    }

    private static int closed(WireInput in) throws WireFault {
        if (in.waiting() > 0) {
            throw new WireFault(Fault.CUT_OFF);
        }
        return -1;
    }

    private static void demandLineBreak(byte[] buffer, int at) throws WireFault {
        if (buffer[at] == '\n') {
            throw new WireFault(Fault.BARE_LF);
        }
        if (buffer[at] != '\r') {
            throw new WireFault(Fault.CONTROL_BYTE);
        }
        if (buffer[at + 1] != '\n') {
            throw new WireFault(Fault.BARE_CR);
        }
    }

    private void add(int end, Limits limits) throws WireFault {
        if (count > limits.fields()) {
            throw new WireFault(Fault.TOO_MANY_FIELDS);
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, count * 2);
        }
        ends[count++] = end;
    }
}
