package io.sallyport.forwarding;

import io.sallyport.exchange.DeploymentId;

/** How the circuit of a deployment stands, for metrics and health. */
public record BreakerState(DeploymentId deployment, Position position) {

    /** The usual three positions of a circuit breaker. */
    public enum Position {
        /** Calls go through. */
        CLOSED,
        /** Calls are kept away. */
        OPEN,
        /** One probe is under way. */
        HALF_OPEN
    }
}
