package io.sallyport.exchange;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What is known right now about the deployments. A decision asks once for each deployment that it
 * looks at, so that it costs the same however many there are, and what it saw does not change under
 * it.
 */
@FunctionalInterface
public interface Signals {

    /** What is known about this deployment; a quiet one is available with unknown latency. */
    Signal of(DeploymentId deployment);

    /** These; every other deployment has had no traffic. */
    static Signals of(Map<DeploymentId, Signal> byDeployment) {
        Map<DeploymentId, Signal> copy = Map.copyOf(byDeployment);
        return deployment -> copy.getOrDefault(deployment, Signal.QUIET);
    }

    /**
     * One deployment, right now.
     *
     * @param available false while its circuit breaker is open
     * @param timeToFirstContent moving average of how long a caller waits for something to read
     *     (the first content of a stream); empty while unknown
     * @param inFlight attempts under way (≥ 0)
     */
    record Signal(boolean available, Optional<Duration> timeToFirstContent, int inFlight) {
        /** Available, nothing measured. */
        public static final Signal QUIET = new Signal(true, Optional.empty(), 0);
    }
}
