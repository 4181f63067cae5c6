package io.sallyport.forwarding;

/** Tells whether the caller is still there, even while nothing is written to it. */
@FunctionalInterface
public interface CallerWatch {

    /** A caller that never leaves. */
    CallerWatch NEVER = () -> false;

    /** Whether the caller has closed its connection; cheap, asked a few times a second. */
    boolean gone();
}
