package io.sallyport.fuzz;

import java.util.HexFormat;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs a target over many inputs; one that fails, or does not end, is named in hexadecimal. */
final class Watched {
    private static final int LONGEST_MILLIS = 10_000;

    private final Target target;
    private final int longestMillis;
    private final AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
    private volatile byte[] input = {};
    private final AtomicInteger count = new AtomicInteger();

    Watched(Target target) {
        this(target, LONGEST_MILLIS);
    }

    Watched(Target target, int longestMillis) {
        this.target = target;
        this.longestMillis = longestMillis;
    }

    /** How many inputs were read. */
    int count() {
        return count.get();
    }

    void run(Iterator<byte[]> inputs) throws InterruptedException {
        Thread runner = new Thread(() -> all(inputs), "fuzzed");
        runner.setDaemon(true);
        runner.start();
        int before = -1;
        while (runner.isAlive() && count.get() > before) {
            before = count.get();
            runner.join(longestMillis);
        }
        if (runner.isAlive()) {
            runner.interrupt();
            throw new AssertionError("no end with " + HexFormat.of().formatHex(input));
        }
        if (failed.get() != null) {
            String text = HexFormat.of().formatHex(input);
            throw new AssertionError("failed with " + text, failed.get());
        }
    }

    /** The failure of a run that is meant to have one. */
    AssertionError failure(Iterator<byte[]> inputs) {
        try {
            run(inputs);
        } catch (AssertionError expected) {
            return expected;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return new AssertionError("nothing failed");
    }

    private void all(Iterator<byte[]> inputs) {
        try {
            while (inputs.hasNext()) {
                input = inputs.next();
                target.run(input);
                count.incrementAndGet();
            }
        } catch (Throwable escaped) {
            failed.set(escaped);
        }
    }
}
