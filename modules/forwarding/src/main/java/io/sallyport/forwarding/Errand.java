package io.sallyport.forwarding;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Something that blocks without asking anybody (a name look-up, a handshake, a large write), done
 * on its own virtual thread, so that the call can be given up meanwhile.
 */
final class Errand<T> {
    private final FutureTask<T> task;

    Errand(Callable<T> errand) {
        task = new FutureTask<>(errand);
        Thread.ofVirtual().name("upstream-errand").start(task);
    }

    boolean done() {
        return task.isDone();
    }

    /** Waits for it; what the patience throws is thrown while it still runs. */
    T await(Patience patience) throws IOException {
        while (true) {
            try {
                return task.get(Patience.TICK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                patience.tick();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting", interrupted);
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof IOException broken
                        ? broken
                        : new IOException("the call failed", failed.getCause());
            }
        }
    }
}
