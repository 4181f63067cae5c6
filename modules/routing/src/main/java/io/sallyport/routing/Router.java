package io.sallyport.routing;

import io.sallyport.catalog.Catalog;
import io.sallyport.catalog.Deployment;
import io.sallyport.exchange.AutomaticName;
import io.sallyport.exchange.Caller;
import io.sallyport.exchange.Rejected;
import io.sallyport.exchange.RoutePlan;
import io.sallyport.exchange.Strategy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Where a request may go, and why. Pure: the answer depends on the question and the catalogue only,
 * ties are broken by deployment id.
 *
 * <pre>
 *   names asked for ──▶ steps ──▶ left out: not granted, lacks a need, clearly too long
 *     (in order)          │
 *                         └─▶ ordered within each step ──▶ each once ──▶ unavailable ones last
 * </pre>
 *
 * <ul>
 *   <li>A step holds equals: the deployments of one named model, or, for {@code auto}, everything
 *       that the key may use and that is not kept for those who name it. Equals of a named model
 *       are ordered by speed, those of {@code auto} by the strategy; models that lack a wish of the
 *       request or may be too small come later.
 *   <li>The order of the steps is the caller's or the chain's. Only what is unavailable right now
 *       is moved behind everything else; it is never dropped, because it may be all there is.
 *   <li>{@code cost-first} compares the cost score, {@code performance-first} the declared quality,
 *       {@code latency-first} the speed; equals of these, and {@code balanced}, the weighed sum.
 *       The formula of the scores stands at {@code Scoring}.
 * </ul>
 *
 * Promises: no candidate outside the caller's grants or without a needed capability; the reason in
 * one line; {@link Rejected} when nothing is left.
 */
public final class Router {
    private final Catalog catalog;
    private final Offers offers;
    private final Strategy defaultStrategy;

    /**
     * A router over this catalogue.
     *
     * @param defaultStrategy what plain {@code auto} means; not {@link Strategy#EXPLICIT}
     */
    public Router(Catalog catalog, Strategy defaultStrategy) {
        if (defaultStrategy == Strategy.EXPLICIT) {
            throw new IllegalArgumentException("'auto' needs a strategy that chooses");
        }
        this.catalog = catalog;
        this.offers = new Offers(catalog);
        this.defaultStrategy = defaultStrategy;
    }

    /** Whether this name leaves the choice to the router; a misspelt strategy does not. */
    public static boolean chooses(String name) {
        return StrategyName.chooses(name);
    }

    /** The candidates for this question, best first. */
    public RoutePlan plan(Question question) {
        Granted granted = new Granted(question.caller());
        Planning planning = new Planning(question, granted);
        for (String name : question.shape().models()) {
            if (AutomaticName.is(name)) {
                planning.step(name, offers.automatic(), strategy(name));
            } else {
                named(name, question.caller(), granted, planning);
            }
        }
        return planning.plan(() -> able(question));
    }

    private void named(String name, Caller caller, Granted granted, Planning planning) {
        List<List<Offer>> chain = offers.chain(name);
        if (!granted.allowsAnyOf(chain)) {
            throw notFound(name, caller);
        }
        for (List<Offer> step : chain) {
            planning.step(name, step, Strategy.EXPLICIT);
        }
    }

    /**
     * The deployments that this caller reaches by this name, {@code auto} included: the same rule
     * as {@link #plan} applies, for lists of models.
     */
    public List<Deployment> reachable(Caller caller, String name) {
        Granted granted = new Granted(caller);
        List<List<Offer>> steps =
                StrategyName.strategy(name, defaultStrategy).isPresent()
                        ? List.of(offers.automatic())
                        : offers.chain(name);
        return steps.stream()
                .flatMap(List::stream)
                .filter(granted::allows)
                .map(Offer::deployment)
                .distinct()
                .toList();
    }

    /** The names that leave the choice to the router, as a list of models shows them. */
    public List<String> automaticNames() {
        List<String> names = new ArrayList<>();
        names.add(AutomaticName.PLAIN.getFirst());
        names.addAll(StrategyName.withStrategies());
        return names;
    }

    private Strategy strategy(String name) {
        return StrategyName.strategy(name, defaultStrategy)
                .orElseThrow(() ->
                        new Rejected(
                                new RoutingRejection.ModelNotFound(
                                        name, NearNames.to(name, StrategyName.withStrategies()))));
    }

    private Rejected notFound(String name, Caller caller) {
        Granted granted = new Granted(caller);
        LinkedHashSet<String> names = new LinkedHashSet<>();
        catalog.models().forEach(model -> names.add(model.id().value()));
        names.addAll(catalog.aliases());
        catalog.deployments().forEach(deployment -> names.add(deployment.id().value()));
        names.removeIf(each -> !caller.mayUse(each) || !granted.allowsAnyOf(offers.chain(each)));
        return new Rejected(new RoutingRejection.ModelNotFound(name, NearNames.to(name, names)));
    }

    /** Models of this key that could answer what the named ones cannot. */
    private List<String> able(Question question) {
        Granted granted = new Granted(question.caller());
        Fitness fitness = new Fitness(question.shape());
        return offers.automatic().stream()
                .filter(granted::allows)
                .filter(offer -> fitness.lacks(offer.model()).isEmpty())
                .map(offer ->
                        question.caller().mayUse(offer.model().id().value())
                                ? offer.model().id().value()
                                : offer.id().value())
                .distinct()
                .limit(3)
                .toList();
    }
}
