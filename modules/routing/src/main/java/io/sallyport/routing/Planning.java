package io.sallyport.routing;

import io.sallyport.catalog.ModelEntry;
import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.Capability;
import io.sallyport.exchange.DeploymentId;
import io.sallyport.exchange.Rejected;
import io.sallyport.exchange.RoutePlan;
import io.sallyport.exchange.Strategy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/** The making of one plan, step by step. Confined to one decision. */
final class Planning {
    private static final int USUAL_REASON = 120;

    private final Question question;
    private final Granted granted;
    private final Fitness fitness;
    private final Scoring scoring;
    private final Ranking ranking;
    private final List<Choice> available = new ArrayList<>();
    private final List<Choice> unavailable = new ArrayList<>();
    private final Set<DeploymentId> seen = new HashSet<>();
    private List<Offer> firstStep = List.of();
    private int leftOut;
    private Optional<Strategy> strategy = Optional.empty();
    private Optional<Capability> lacking = Optional.empty();
    private OptionalInt largestContext = OptionalInt.empty();

    Planning(Question question, Granted granted) {
        this.question = question;
        this.granted = granted;
        this.fitness = new Fitness(question.shape());
        this.scoring = new Scoring(question.shape());
        this.ranking = new Ranking(fitness, scoring);
    }

    /** Adds the equals of one step; the first step decides what the plan's strategy is called. */
    void step(String name, List<Offer> equals, Strategy by) {
        boolean first = strategy.isEmpty();
        if (first) {
            strategy = Optional.of(by);
            firstStep = equals;
        } else if (seen.isEmpty()) {
            firstStep.forEach(offer -> seen.add(offer.id()));
        }
        List<Option> fitting = new ArrayList<>(equals.size());
        for (Offer offer : equals) {
            if (first || seen.add(offer.id())) {
                if (fits(offer)) {
                    fitting.add(new Option(offer, question.signals().of(offer.id())));
                } else {
                    leftOut++;
                }
            }
        }
        for (Option option : ranking.of(fitting, by)) {
            (option.signal().available() ? available : unavailable)
                    .add(new Choice(option, name, by));
        }
    }

    /** The plan; {@link Rejected} when every deployment was left out. */
    RoutePlan plan(Supplier<List<String>> able) {
        List<Choice> choices = available;
        choices.addAll(unavailable);
        if (choices.isEmpty()) {
            throw nothingLeft(able);
        }
        List<Candidate> candidates = new ArrayList<>(choices.size());
        for (Choice choice : choices) {
            candidates.add(choice.option().offer().candidate());
        }
        return new RoutePlan(candidates, strategy.orElse(Strategy.EXPLICIT), reason(choices));
    }

    private boolean fits(Offer offer) {
        if (!granted.allows(offer)) {
            return false;
        }
        ModelEntry model = offer.model();
        Optional<Capability> lacks = fitness.lacks(model);
        if (lacks.isPresent()) {
            lacking = lacking.isPresent() ? lacking : lacks;
            return false;
        }
        if (fitness.tooLong(model)) {
            int context = model.contextTokens().orElse(0);
            largestContext = OptionalInt.of(Math.max(context, largestContext.orElse(0)));
            return false;
        }
        return true;
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
        StringBuilder words = new StringBuilder(USUAL_REASON);
        if (first.by() == Strategy.EXPLICIT) {
            words.append("named ").append(first.name());
        } else {
            words.append("auto ").append(StrategyName.spelling(first.by()));
        }
        words.append(": ").append(first.option().id().value());
        if (first.by() != Strategy.EXPLICIT) {
            words.append(", ").append(scoring.facts(first.option()));
        }
        words.append("; ").append(choices.size()).append(" of ");
        words.append(choices.size() + leftOut).append(" deployments fit");
        if (!unavailable.isEmpty()) {
            words.append(", ").append(unavailable.size()).append(" unavailable now");
        }
        return ReasonLine.of(words.toString());
    }

    /** A deployment that was taken, and by which name. */
    private record Choice(Option option, String name, Strategy by) {}
}
