package io.sallyport.forwarding;

import io.sallyport.dialect.Dialects;
import io.sallyport.dialect.Reply;
import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.DeploymentId;
import io.sallyport.exchange.ExchangeListener;
import io.sallyport.exchange.RoutePlan;
import io.sallyport.exchange.Signals;
import io.sallyport.exchange.Signals.Signal;
import io.sallyport.exchange.content.ModelRequest;
import io.sallyport.provider.Providers;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/**
 * Sends a request to the candidates of a plan, one after the other, until one answers. Thread-safe;
 * each call has a {@link Delivery} of its own. Keeps nothing of a request but how the deployments
 * did: their circuit breakers, speed and load.
 *
 * <p>Failover ends with the first content that reaches the caller. Before it the caller notices
 * nothing but time; after it a failure is the protocol's own error event, never a clean end.
 */
public final class Forwarder {
    private final Map<DeploymentId, Health> health = new ConcurrentHashMap<>();
    private final Tools tools;

    /** What every delivery needs; grouped because a delivery takes the request's own parts too. */
    record Tools(
            Dialects dialects,
            Providers providers,
            UpstreamClient client,
            ForwardingRules rules,
            Clock clock,
            RandomGenerator random,
            ExchangeListener listener,
            AtomicBoolean stopped) {}

    /** A forwarder over these providers. */
    public Forwarder(
            Dialects dialects,
            Providers providers,
            UpstreamClient client,
            ForwardingRules rules,
            Clock clock,
            RandomGenerator random,
            ExchangeListener listener) {
        this.tools =
                new Tools(
                        dialects,
                        providers,
                        client,
                        rules,
                        clock,
                        random,
                        listener,
                        new AtomicBoolean());
    }

    /**
     * Sends the request and brings the answer to the reply, which is closed when this returns.
     *
     * @throws io.sallyport.exchange.Rejected when no candidate's protocol can express the request;
     *     then nothing was sent and the reply is untouched
     */
    public Sent send(
            RoutePlan plan,
            ModelRequest request,
            Reply reply,
            CallerWatch watch,
            Departure departure) {
        WaitingCaller caller =
                new WaitingCaller(
                        reply, watch, request.shape().streaming(), tools.rules().keepAliveEvery());
        return new Delivery(tools, this::healthOf, plan, request, caller, departure).deliver();
    }

    /**
     * From now on what fails does so because the gateway stops: no other candidate is asked, no
     * circuit is charged, and the caller is told to come again. Close the client after it.
     */
    public void stop() {
        tools.stopped().set(true);
    }

    /** What is known of the deployments right now. */
    public Signals signals() {
        return this::signal;
    }

    private Signal signal(DeploymentId deployment) {
        Health known = health.get(deployment);
        return known == null ? Signal.QUIET : known.signal();
    }

    /** How every circuit that has had traffic stands. */
    public List<BreakerState> breakers() {
        return health.entrySet().stream()
                .map(each -> new BreakerState(each.getKey(), each.getValue().breaker().position()))
                .toList();
    }

    /** Without a lock once the deployment has had traffic, as {@code computeIfAbsent} is not. */
    private Health healthOf(Candidate candidate) {
        Health known = health.get(candidate.deployment());
        return known == null ? health.computeIfAbsent(candidate.deployment(), this::quiet) : known;
    }

    private Health quiet(DeploymentId deployment) {
        return new Health(new Breaker(tools.rules(), tools.clock(), tools.random()));
    }
}
