package io.sallyport.appliance;

import java.util.concurrent.CountDownLatch;

/**
 * Keeps a command running until a signal comes, and the process alive until the command has cleaned
 * up. A process that a signal ends has the exit code of the signal: 130 after Ctrl-C, 143 after
 * SIGTERM.
 */
final class Foreground implements AutoCloseable {
    private final CountDownLatch signal = new CountDownLatch(1);
    private final CountDownLatch cleaned = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop");

    Foreground() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Returns when the process is asked to stop. */
    void await() throws InterruptedException {
        signal.await();
    }

    private void stop() {
        signal.countDown();
        try {
            cleaned.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Everything is cleaned up: the process may end. */
    @Override
    public void close() {
        cleaned.countDown();
    }
}
