package io.sallyport.routing;

import io.sallyport.exchange.Capability;
import io.sallyport.exchange.DeploymentId;
import io.sallyport.exchange.Rejected;
import io.sallyport.exchange.RoutePlan;
import io.sallyport.exchange.Signals;
import io.sallyport.exchange.Strategy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/** The making of one plan, step by step. Confined to one decision. */
final class Planning {
    private final Question question;
    private final Granted granted;
    private final Fitness fitness;
    private final Scoring scoring;
    private final List<Choice> available = new ArrayList<>();
    private final List<Choice> unavailable = new ArrayList<>();
    private final Set<DeploymentId> seen = new HashSet<>();
    private int leftOut;
    private Optional<Strategy> strategy = Optional.empty();
    private Optional<Capability> lacking = Optional.empty();
    private OptionalInt largestContext = OptionalInt.empty();

    Planning(Question question, Granted granted) {
        this.question = question;
        this.granted = granted;
        this.fitness = new Fitness(question.shape());
        this.scoring = new Scoring(question.shape());
    }

    /** Adds the equals of one step; the first step decides what the plan's strategy is called. */
    void step(String name, List<Option> options, Strategy by) {
        strategy = strategy.or(() -> Optional.of(by));
        List<Option> fitting = new ArrayList<>();
        for (Option option : options) {
            if (seen.add(option.id())) {
                if (fits(option)) {
                    fitting.add(option);
                } else {
                    leftOut++;
                }
            }
        }
        Map<DeploymentId, Scores> scores = scoring.of(fitting);
        List<Choice> choices = new ArrayList<>(fitting.size());
        for (Option option : fitting) {
            choices.add(new Choice(option, name, by, scoreOf(scores, option)));
        }
        if (choices.size() > 1) {
            choices.sort(order(by));
        }
        choices.forEach(this::take);
    }

    /** The plan; {@link Rejected} when every deployment was left out. */
    RoutePlan plan(Supplier<List<String>> able) {
        List<Choice> choices = new ArrayList<>(available);
        choices.addAll(unavailable);
        if (choices.isEmpty()) {
            throw nothingLeft(able);
        }
        return new RoutePlan(
                choices.stream().map(choice -> choice.option().candidate()).toList(),
                strategy.orElse(Strategy.EXPLICIT),
                reason(choices));
    }

    private boolean fits(Option option) {
        Optional<Capability> lacks = fitness.lacks(option);
        if (!granted.allows(option.deployment())) {
            return false;
        }
        if (lacks.isPresent()) {
            lacking = lacking.or(() -> lacks);
            return false;
        }
        if (fitness.tooLong(option)) {
            int context = option.model().contextTokens().orElse(0);
            largestContext = OptionalInt.of(Math.max(context, largestContext.orElse(0)));
            return false;
        }
        return true;
    }

    private void take(Choice choice) {
        (isAvailable(choice.option()) ? available : unavailable).add(choice);
    }

    private boolean isAvailable(Option option) {
        return option.signal().available();
    }

    private Comparator<Choice> order(Strategy by) {
        return Comparator.comparing((Choice choice) -> !fitness.wholly(choice.option()))
                .thenComparing(Choice::scores, Scores.bestFirst(by))
                .thenComparing(
                        choice -> choice.option().signal(),
                        Comparator.comparingInt(Signals.Signal::inFlight))
                .thenComparing(choice -> choice.option().id());
    }

    private Rejected nothingLeft(Supplier<List<String>> able) {
        String name = question.shape().requestedModel();
        if (largestContext.isPresent()) {
            return new Rejected(
                    new RoutingRejection.ContextTooLong(
                            question.shape().estimatedInputTokens(), largestContext.getAsInt()));
        }
        return new Rejected(
                lacking.<RoutingRejection>map(
                                need -> new RoutingRejection.Unsupported(name, need, able.get()))
                        .orElseGet(() -> new RoutingRejection.ModelNotFound(name, List.of())));
    }

    private String reason(List<Choice> choices) {
        Choice first = choices.getFirst();
        StringBuilder words =
                new StringBuilder(first.how()).append(": ").append(first.option().id());
        if (first.by() != Strategy.EXPLICIT) {
            words.append(", ").append(first.scores().facts());
        }
        words.append("; ").append(choices.size()).append(" of ");
        words.append(choices.size() + leftOut).append(" deployments fit");
        if (!unavailable.isEmpty()) {
            words.append(", ").append(unavailable.size()).append(" unavailable now");
        }
        return ReasonLine.of(words.toString());
    }

    private static Scores scoreOf(Map<DeploymentId, Scores> scores, Option option) {
        Scores found = scores.get(option.id());
        if (found == null) {
            throw new IllegalStateException("an option without scores");
        }
        return found;
    }

    /** A deployment that was taken, by which name, and how it scored among its equals. */
    private record Choice(Option option, String name, Strategy by, Scores scores) {
        String how() {
            return by == Strategy.EXPLICIT ? "named " + name : "auto " + StrategyName.spelling(by);
        }
    }
}
