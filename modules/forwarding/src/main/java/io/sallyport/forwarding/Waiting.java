package io.sallyport.forwarding;

/**
 * What the exchange does while it waits for an upstream: looks after its caller. Called several
 * times a second, on the waiting thread or on another one while that thread stands still; what it
 * throws ends the waiting and the call.
 */
@FunctionalInterface
public interface Waiting {

    /** Nothing has come yet. */
    void still();

    /**
     * Whether {@link #still} would do more than look; asked before, for thousands that wait, so it
     * is cheap and never blocks. One that does not know is looked after each time.
     *
     * @param now what {@link System#nanoTime} says
     */
    default boolean wants(long now) {
        return true;
    }
}
