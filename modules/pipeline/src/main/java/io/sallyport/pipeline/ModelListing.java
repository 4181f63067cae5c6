package io.sallyport.pipeline;

import io.sallyport.admission.Admission;
import io.sallyport.catalog.Catalog;
import io.sallyport.catalog.Deployment;
import io.sallyport.catalog.ModelEntry;
import io.sallyport.dialect.ModelCard;
import io.sallyport.exchange.Caller;
import io.sallyport.exchange.Capability;
import io.sallyport.exchange.ModelId;
import io.sallyport.exchange.Rejected;
import io.sallyport.routing.Router;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * The models that a key may use, by every name that it may use: canonical ids, aliases, {@code
 * auto} with its strategies, and {@code provider/model} where the canonical id is not granted. A
 * name that stands for several models shows what at least one of them can do, and the largest of
 * their limits; the router leaves out those that cannot serve a request.
 */
final class ModelListing {
    private static final String OURS = "sallyport";

    private final Catalog catalog;
    private final Router router;
    private final Admission admission;

    ModelListing(Catalog catalog, Router router, Admission admission) {
        this.catalog = catalog;
        this.router = router;
        this.admission = admission;
    }

    /** All that this caller may use, {@code auto} first. */
    List<ModelCard> of(Caller caller) {
        Set<String> names = new LinkedHashSet<>(router.automaticNames());
        for (ModelEntry model : catalog.models()) {
            String id = model.id().value();
            if (admission.allows(caller, id)) {
                names.add(id);
            } else {
                catalog.resolve(id).forEach(each -> names.add(each.id().value()));
            }
        }
        names.addAll(catalog.aliases());
        List<ModelCard> cards = new ArrayList<>();
        names.forEach(name -> card(caller, name).ifPresent(cards::add));
        return List.copyOf(cards);
    }

    /** One of them; {@link Rejected} when this caller has none by this name. */
    ModelCard one(Caller caller, String name) {
        return card(caller, name).orElseThrow(() -> new Rejected(new NoSuchModel(name)));
    }

    private Optional<ModelCard> card(Caller caller, String name) {
        if (!admission.allows(caller, name)) {
            return Optional.empty();
        }
        List<ModelEntry> behind =
                router.reachable(caller, name).stream()
                        .map(Deployment::model)
                        .distinct()
                        .map(catalog::model)
                        .flatMap(Optional::stream)
                        .toList();
        return behind.isEmpty() ? Optional.empty() : Optional.of(card(name, behind));
    }

    private static ModelCard card(String name, List<ModelEntry> behind) {
        boolean single = behind.size() == 1;
        ModelEntry first = behind.getFirst();
        boolean canonical = single && first.id().value().equals(name);
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        behind.forEach(model -> capabilities.addAll(model.capabilities()));
        return new ModelCard(
                new ModelId(name),
                canonical ? first.displayName() : name,
                single ? first.owner() : OURS,
                behind.stream().map(ModelEntry::created).max(Instant::compareTo).orElseThrow(),
                largest(behind, ModelEntry::contextTokens),
                largest(behind, ModelEntry::maxOutputTokens),
                capabilities);
    }

    private static OptionalInt largest(
            List<ModelEntry> models, Function<ModelEntry, OptionalInt> limit) {
        return models.stream().map(limit).flatMapToInt(OptionalInt::stream).max();
    }
}
