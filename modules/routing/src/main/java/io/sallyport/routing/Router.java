package io.sallyport.routing;

import io.sallyport.catalog.Catalog;
import io.sallyport.catalog.Deployment;
import io.sallyport.catalog.ModelEntry;
import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.Capability;
import io.sallyport.exchange.DeploymentId;
import io.sallyport.exchange.Rejected;
import io.sallyport.exchange.RoutePlan;
import io.sallyport.exchange.RoutePlan.Verdict;
import io.sallyport.exchange.Shape;
import io.sallyport.exchange.Signals;
import io.sallyport.exchange.Strategy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Decides where a request may go. Pure: the same question has the same answer.
 *
 * <p>The names that the caller gave ({@code model}, then its fallbacks) are looked up one after the
 * other. A model's deployments are a pool: the fastest that is available comes first. A chain keeps
 * its order. {@code auto} ranks every deployment by {@link Ranking}. What this key may not use,
 * what lacks a capability that the request needs and what the input does not fit into is left out,
 * with a {@link Verdict} that says so. A deployment whose circuit is open goes to the end and stays
 * in the plan: whether it is tried is the forwarder's decision.
 */
public final class Router {
    private final Catalog catalog;
    private final Strategy defaultStrategy;

    /** Decides over this catalogue; {@code auto} without a strategy uses the default one. */
    public Router(Catalog catalog, Strategy defaultStrategy) {
        this.catalog = catalog;
        this.defaultStrategy = defaultStrategy;
    }

    /** Whether a name asks for a choice, and by which strategy. */
    public static Optional<Optional<Strategy>> automatic(String name) {
        String bare = name.startsWith("sallyport/") ? name.substring(10) : name;
        bare = bare.equals("openrouter/auto") ? "auto" : bare;
        if (bare.equals("auto")) {
            return Optional.of(Optional.empty());
        }
        for (Strategy strategy : EnumSet.complementOf(EnumSet.of(Strategy.EXPLICIT))) {
            if (bare.equals("auto:" + spelled(strategy))) {
                return Optional.of(Optional.of(strategy));
            }
        }
        return Optional.empty();
    }

    /** How a strategy is written in names, headers and the configuration: {@code cost-first}. */
    public static String spelled(Strategy strategy) {
        return strategy.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Where this request may go; throws {@link Rejected} when no deployment may and can serve it,
     * with the reason that helps the caller most.
     */
    public RoutePlan plan(Question question) {
        Map<DeploymentId, Candidate> candidates = new LinkedHashMap<>();
        Map<DeploymentId, Verdict> verdicts = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        Strategy strategy = Strategy.EXPLICIT;
        for (String name : question.shape().models()) {
            Optional<Optional<Strategy>> automatic = automatic(name);
            List<Deployment> found = granted(question, name, automatic.isPresent());
            if (found.isEmpty()) {
                unknown.add(name);
            }
            if (automatic.isPresent() && candidates.isEmpty()) {
                strategy = automatic.get().orElse(defaultStrategy);
            }
            Optional<Strategy> chosenBy = automatic.map(wanted -> wanted.orElse(defaultStrategy));
            consider(ordered(found, name, chosenBy, question), question, candidates, verdicts);
        }
        if (candidates.isEmpty()) {
            throw new Rejected(refusal(question, unknown, verdicts));
        }
        List<Candidate> order = unavailableLast(candidates, question.signals());
        return new RoutePlan(
                order, strategy, reason(order, strategy, question), List.copyOf(verdicts.values()));
    }

    private List<Deployment> granted(Question question, String name, boolean automatic) {
        List<Deployment> found = automatic ? catalog.deployments() : catalog.resolve(name);
        return found.stream().filter(each -> mayUse(question, name, each)).toList();
    }

    private static boolean mayUse(Question question, String name, Deployment deployment) {
        Set<String> allowed = question.caller().allowedModels();
        return allowed.isEmpty()
                || allowed.contains(name)
                || allowed.contains(deployment.model().value())
                || allowed.contains(deployment.id().value())
                || allowed.contains(deployment.provider() + "/*");
    }

    private List<Deployment> ordered(
            List<Deployment> found, String name, Optional<Strategy> chosenBy, Question question) {
        if (chosenBy.isPresent()) {
            return new Ranking(catalog, question).by(chosenBy.get(), found);
        }
        if (!catalog.isPool(name)) {
            return found;
        }
        return found.stream()
                .sorted(Comparator.comparingDouble(each -> Ranking.expectedWait(question, each)))
                .toList();
    }

    private void consider(
            List<Deployment> found,
            Question question,
            Map<DeploymentId, Candidate> candidates,
            Map<DeploymentId, Verdict> verdicts) {
        for (Deployment deployment : found) {
            Optional<ModelEntry> model = catalog.model(deployment.model());
            Optional<String> lacking = model.flatMap(entry -> lacking(entry, question.shape()));
            boolean taken = model.isPresent() && lacking.isEmpty();
            verdicts.putIfAbsent(
                    deployment.id(),
                    new Verdict(deployment.id(), taken, lacking.orElse("can serve the request")));
            if (taken) {
                candidates.putIfAbsent(
                        deployment.id(),
                        deployment.candidate(
                                model.map(ModelEntry::maxOutputTokens)
                                        .orElse(OptionalInt.empty())));
            }
        }
    }

    /** What keeps a model from serving this shape; empty if nothing does. */
    private static Optional<String> lacking(ModelEntry model, Shape shape) {
        List<String> missing = new ArrayList<>();
        for (Capability need : shape.needs()) {
            if (!model.capabilities().contains(need)) {
                missing.add(need.name().toLowerCase(Locale.ROOT).replace('_', ' '));
            }
        }
        if (!missing.isEmpty()) {
            missing.sort(Comparator.naturalOrder());
            return Optional.of("lacks " + String.join(", ", missing));
        }
        int context = model.contextTokens().orElse(Integer.MAX_VALUE);
        return shape.estimatedInputTokens() > context
                ? Optional.of("context of " + context + " tokens is too short")
                : Optional.empty();
    }

    private NoRoute refusal(
            Question question, List<String> unknown, Map<DeploymentId, Verdict> verdicts) {
        String asked = question.shape().requestedModel();
        if (verdicts.isEmpty()) {
            String name = unknown.isEmpty() ? asked : unknown.getFirst();
            return NoRoute.unknown(name, NearNames.of(name, usable(question)));
        }
        Optional<String> lack =
                verdicts.values().stream()
                        .map(Verdict::reason)
                        .filter(reason -> reason.startsWith("lacks "))
                        .findFirst();
        if (lack.isPresent()) {
            return NoRoute.incapable(asked, lack.get().substring("lacks ".length()));
        }
        int longest =
                catalog.deployments().stream()
                        .filter(each -> verdicts.containsKey(each.id()))
                        .flatMap(each -> catalog.model(each.model()).stream())
                        .mapToInt(model -> model.contextTokens().orElse(0))
                        .max()
                        .orElse(0);
        return NoRoute.tooLong(question.shape().estimatedInputTokens(), longest);
    }

    private List<String> usable(Question question) {
        return catalog.models().stream()
                .map(model -> model.id().value())
                .filter(name -> !granted(question, name, false).isEmpty())
                .toList();
    }

    private static List<Candidate> unavailableLast(
            Map<DeploymentId, Candidate> candidates, Signals signals) {
        return candidates.values().stream()
                .sorted(Comparator.comparing(each -> !signals.of(each.deployment()).available()))
                .toList();
    }

    private static String reason(List<Candidate> order, Strategy strategy, Question question) {
        String first = order.getFirst().deployment().value();
        String why =
                strategy == Strategy.EXPLICIT
                        ? "asked for by name"
                        : "first of " + order.size() + " by " + spelled(strategy);
        boolean moved = !question.signals().of(order.getFirst().deployment()).available();
        String text = first + ": " + why + (moved ? "; every circuit is open" : "");
        return NoRoute.printable(text);
    }
}
