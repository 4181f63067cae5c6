package io.sallyport.exchange;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What is known right now about the deployments: one immutable snapshot for one decision. A
 * deployment that is not in the map has had no traffic.
 */
public record Signals(Map<DeploymentId, Signal> byDeployment) {

    /** Copies the map. */
    public Signals {
        byDeployment = Map.copyOf(byDeployment);
    }

    /** What is known about this deployment; a quiet one is available with unknown latency. */
    public Signal of(DeploymentId deployment) {
        return byDeployment.getOrDefault(deployment, Signal.QUIET);
    }

    /**
     * One deployment, right now.
     *
     * @param available false while its circuit breaker is open
     * @param timeToFirstContent moving average of how long a caller waits for something to read
     *     (the first content of a stream); empty while unknown
     * @param inFlight attempts under way (≥ 0)
     */
    public record Signal(boolean available, Optional<Duration> timeToFirstContent, int inFlight) {
        /** Available, nothing measured. */
        public static final Signal QUIET = new Signal(true, Optional.empty(), 0);
    }
}
