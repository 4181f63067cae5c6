package io.sallyport.forwarding;

/**
 * What the exchange does while it waits for an upstream: looks after its caller. Called on the
 * waiting thread several times a second; what it throws ends the waiting and the call.
 */
@FunctionalInterface
public interface Waiting {

    /** Nothing has come yet. */
    void still();
}
