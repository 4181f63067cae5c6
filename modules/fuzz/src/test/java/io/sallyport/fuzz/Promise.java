package io.sallyport.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Objects;

/** Promises about one input, checked without a test library: the native driver calls these too. */
public final class Promise {
    /** For buffers of a fixed size. */
    private static final long ONCE = 1L << 20;

    private static final long EACH_BYTE = 200;

    private Promise() {}

    /** These are equal. */
    public static void same(Object expected, Object actual, String what) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError(what + ": expected " + expected + " and got " + actual);
        }
    }

    /** This holds. */
    public static void holds(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    /** Reads the input, and takes memory in proportion to its length. */
    public static void inProportion(byte[] input, Target reader) throws Exception {
        long most = ONCE + EACH_BYTE * input.length;
        if (taken(input, reader) > most) { // the first input also pays for the classes it loads
            long taken = taken(input, reader);
            holds(taken <= most, taken + " bytes of memory for an input of " + input.length);
        }
    }

    private static long taken(byte[] input, Target reader) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        reader.run(input);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
