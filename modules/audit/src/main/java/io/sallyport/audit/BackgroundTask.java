package io.sallyport.audit;

/**
 * Takes turns on a virtual thread of its own until a turn says that it was the last. One of the
 * four doors at which everything is caught: a failed turn is told to the task, which decides what
 * to do.
 *
 * <p>It is never interrupted, because an interrupt inside the embedded database's file access would
 * close the database for everybody. Its thread is one of the platform: file access of a virtual
 * thread makes the scheduler of all requests start another carrier for it.
 */
final class BackgroundTask implements AutoCloseable {
    private final Thread thread;

    /** What is done again and again. */
    interface Turn {
        /** One turn; false = there will be no other. */
        boolean take();

        /** The last turn threw. */
        void failed();
    }

    BackgroundTask(String name, Turn turn) {
        thread = Thread.ofPlatform().daemon().name(name).start(() -> run(turn));
    }

    private static void run(Turn turn) {
        boolean more = true;
        while (more) {
            try {
                more = turn.take();
            } catch (RuntimeException failed) {
                turn.failed();
            }
        }
    }

    /**
     * Whether there will be another turn. An error of the machine ends the thread before its time.
     */
    boolean alive() {
        return thread.isAlive();
    }

    /** Waits for the last turn. */
    @Override
    public void close() {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
