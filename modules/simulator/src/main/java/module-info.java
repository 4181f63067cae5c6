/**
 * A model server that only pretends: a real HTTP server on the loopback address which speaks both
 * protocols and misbehaves when asked. Read {@link io.sallyport.simulator.Simulator} first.
 */
@org.jspecify.annotations.NullMarked
module io.sallyport.simulator {
    requires static transitive org.jspecify;
    requires tools.jackson.databind;

    exports io.sallyport.simulator;
}
