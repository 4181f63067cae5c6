package io.sallyport.appliance;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sallyport.exchange.AttemptOutcome;
import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.DeploymentId;
import io.sallyport.exchange.Exchange;
import io.sallyport.exchange.Usage;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All meters of one deployment, found by one look-up: its id tells provider and models, because the
 * catalogue has each id once.
 */
final class DeploymentMeters {
    private final MeterRegistry registry;
    private final Candidate candidate;
    private final MeterRow<AttemptOutcome, Counter> attempts =
            new MeterRow<>(AttemptOutcome.class, this::attempts);
    private final MeterRow<Amount, Counter> amounts = new MeterRow<>(Amount.class, this::amounts);
    private final GenAiMeters genAi;

    /** What of an answer is summed up. */
    private enum Amount {
        BILLED,
        INPUT,
        CACHE_READ,
        CACHE_WRITE,
        OUTPUT
    }

    private DeploymentMeters(MeterRegistry registry, Candidate candidate) {
        this.registry = registry;
        this.candidate = candidate;
        this.genAi = new GenAiMeters(registry, candidate);
    }

    /** The meters of every deployment, made when they are first asked for. Thread-safe. */
    static final class All {
        private final MeterRegistry registry;
        private final Map<DeploymentId, DeploymentMeters> known = new ConcurrentHashMap<>();

        All(MeterRegistry registry) {
            this.registry = registry;
        }

        DeploymentMeters of(Candidate candidate) {
            DeploymentMeters meters = known.get(candidate.deployment());
            return meters == null ? made(candidate) : meters;
        }

        private DeploymentMeters made(Candidate candidate) {
            return known.computeIfAbsent(
                    candidate.deployment(), any -> new DeploymentMeters(registry, candidate));
        }
    }

    GenAiMeters genAi() {
        return genAi;
    }

    void attempted(AttemptOutcome outcome) {
        attempts.of(outcome).increment();
    }

    void served(Exchange exchange) {
        Usage usage = exchange.usage();
        add(Amount.BILLED, ApplianceMetrics.usd(exchange.charge().billed()));
        add(Amount.INPUT, (double) usage.input());
        add(Amount.CACHE_READ, (double) usage.cacheRead());
        add(Amount.CACHE_WRITE, (double) usage.cacheWrite());
        add(Amount.OUTPUT, (double) usage.output());
    }

    /** Nothing is shown too, once there was an answer. */
    private void add(Amount what, double more) {
        Counter counter = amounts.of(what);
        if (more > 0) {
            counter.increment(more);
        }
    }

    private Counter attempts(AttemptOutcome outcome) {
        return Counter.builder("sallyport.attempts")
                .tag("provider", candidate.provider().value())
                .tag("deployment", candidate.deployment().value())
                .tag("outcome", lower(outcome))
                .register(registry);
    }

    private Counter amounts(Amount what) {
        Counter.Builder counter =
                switch (what) {
                    case BILLED -> Counter.builder("sallyport.cost.billed.usd");
                    case INPUT, CACHE_READ, CACHE_WRITE, OUTPUT ->
                            Counter.builder("sallyport.tokens").tag("type", lower(what));
                };
        return counter.tag("provider", candidate.provider().value())
                .tag("model", candidate.model().value())
                .register(registry);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
