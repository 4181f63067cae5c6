package io.sallyport.admission;

/**
 * What one request takes of this machine: a place among those under way, and memory for its body
 * and its answer. Closing it gives all back, exactly once; a place that was never entered costs
 * nothing. Every method may refuse with {@link io.sallyport.exchange.Rejected}. Confined to one
 * thread.
 */
public final class Place implements AutoCloseable {
    /** How often the heap holds a body: as it came, as it was understood, as it is sent on. */
    static final int TIMES = 3;

    private final Capacity capacity;
    private boolean entered;
    private long taken;

    Place(Capacity capacity) {
        this.capacity = capacity;
    }

    /** Lets the request in, or refuses it; before its body is read. */
    public void enter() {
        capacity.enter();
        entered = true;
    }

    /** Refuses a body of this declared length that has no room now; takes nothing yet. */
    public void expect(long bytes) {
        capacity.expect(weight(bytes));
    }

    /** Takes memory for these further bytes of the request's body. */
    public void body(long bytes) {
        capacity.take(weight(bytes));
        taken += weight(bytes);
    }

    /** Takes memory for these further bytes of the answer. */
    public void answer(long bytes) {
        capacity.takeForAnswer(weight(bytes));
        taken += weight(bytes);
    }

    /** Gives memory for bytes of the answer back that have reached the caller. */
    public void passed(long bytes) {
        capacity.give(weight(bytes));
        taken -= weight(bytes);
    }

    private static long weight(long bytes) {
        return bytes > Long.MAX_VALUE / TIMES ? Long.MAX_VALUE : bytes * TIMES;
    }

    @Override
    public void close() {
        capacity.give(taken);
        taken = 0;
        if (entered) {
            entered = false;
            capacity.leave();
        }
    }
}
