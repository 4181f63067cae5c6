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
}
