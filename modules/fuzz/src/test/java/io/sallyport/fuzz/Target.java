package io.sallyport.fuzz;

/**
 * What is fuzzed: reads these bytes, and throws when a promise about them is broken. The documented
 * refusals stay inside.
 */
@FunctionalInterface
public interface Target {
    /** Once, with these bytes. */
    void run(byte[] input) throws Exception;
}
