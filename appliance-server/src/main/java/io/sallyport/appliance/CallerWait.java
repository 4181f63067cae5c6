package io.sallyport.appliance;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a connection waits for its caller. Another thread ends a wait that takes too long by an
 * interrupt, which closes the socket below whatever the thread is blocked in; it can interrupt a
 * wait and never anything else, because only one of {@code cut} and {@code end} wins.
 *
 * <pre>
 *   working ──begin──▶ waiting ──end──▶ working
 *                         │ cut (by another thread)
 *                         ▼
 *                        cut ──begin, end──▶ working, with Overdue
 * </pre>
 *
 * <p>No timer is set and no lock is taken: a wait costs a look at the clock and two atomic writes.
 */
final class CallerWait {
    private sealed interface State {
        /** Does not wait. */
        record Working() implements State {}

        /** This thread waits until {@link System#nanoTime} says this. */
        record Waiting(Awaited what, long deadline, Thread thread) implements State {}

        /** Was interrupted, or is about to be. */
        record Cut(Awaited what) implements State {}
    }

    /** Something that may block. */
    @FunctionalInterface
    interface Blocking<T> {
        T run() throws IOException;
    }

    private static final State WORKING = new State.Working();

    private final AtomicReference<State> state = new AtomicReference<>(WORKING);
    private final ConnectionListener listener;

    /** For one connection. */
    CallerWait(ConnectionListener listener) {
        this.listener = listener;
    }

    /**
     * Runs this on the calling thread: the connection's, or the one that looks after it while that
     * one stands still.
     *
     * @throws Overdue when it took longer
     */
    <T> T during(Awaited what, Duration atMost, Blocking<T> action) throws IOException {
        take(waiting(what, atMost));
        T result;
        try {
            result = action.run();
        } catch (IOException failed) {
            take(WORKING);
            throw failed;
        }
        take(WORKING);
        return result;
    }

    /** From now on waits for something else, if this was waited for until now. */
    void goOn(Awaited from, Awaited to, Duration atMost) throws Overdue {
        if (state.get() instanceof State.Waiting now && now.what() == from) {
            take(waiting(to, atMost));
        }
    }

    private static State waiting(Awaited what, Duration atMost) {
        return new State.Waiting(
                what, System.nanoTime() + atMost.toNanos(), Thread.currentThread());
    }

    private void take(State next) throws Overdue {
        if (state.getAndSet(next) instanceof State.Cut cut) {
            state.set(WORKING);
            while (!Thread.interrupted()) {
                LockSupport.park();
            }
            listener.overdue(cut.what());
            throw new Overdue(cut.what());
        }
    }

    /** Ends the wait that lasts longer than it may; called by another thread. */
    void cutWhenOverdue(long now) {
        if (state.get() instanceof State.Waiting wait && now - wait.deadline() > 0) {
            cut(wait);
        }
    }

    /** Ends the wait for a request, or for a caller to leave; called by another thread. */
    void cutWhenIdle() {
        if (state.get() instanceof State.Waiting wait && isIdle(wait.what())) {
            cut(wait);
        }
    }

    /** Whether nobody misses anything when this ends. */
    private static boolean isIdle(Awaited what) {
        return switch (what) {
            case HANDSHAKE, REQUEST, GOODBYE -> true;
            case HEAD, BODY, READER -> false;
        };
    }

    private void cut(State.Waiting wait) {
        if (state.compareAndSet(wait, new State.Cut(wait.what()))) {
            wait.thread().interrupt();
        }
    }
}
