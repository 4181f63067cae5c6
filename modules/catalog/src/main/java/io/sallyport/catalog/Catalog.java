package io.sallyport.catalog;

import io.sallyport.exchange.ModelId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The models that can be asked for, and under which names. Immutable: a new configuration makes a
 * new catalogue. Names are compared exactly, case included, as the providers do.
 *
 * <p>A name is, in this order: a model's canonical id (all its deployments), a deployment's id or
 * {@code provider/upstream-model}, an alias (one name, or an ordered chain of names).
 */
public final class Catalog {
    private final Map<ModelId, ModelEntry> models = new LinkedHashMap<>();
    private final Map<String, List<Deployment>> byName = new LinkedHashMap<>();
    private final List<String> aliases;

    /**
     * A catalogue of these models, deployments and aliases; throws {@link IllegalArgumentException}
     * naming every dangling reference, cycle and duplicate at once.
     */
    public Catalog(
            List<ModelEntry> models,
            List<Deployment> deployments,
            Map<String, List<String>> aliases) {
        List<String> problems = new ArrayList<>();
        for (ModelEntry model : models) {
            if (this.models.putIfAbsent(model.id(), model) != null) {
                problems.add("model " + model.id() + " is declared twice");
            }
            byName.put(model.id().value(), new ArrayList<>());
        }
        for (Deployment deployment : deployments) {
            add(deployment, problems);
        }
        Map<String, List<Deployment>> resolved = new LinkedHashMap<>();
        for (String alias : aliases.keySet()) {
            if (byName.containsKey(alias)) {
                problems.add("alias " + alias + " has the name of a model or deployment");
            }
            Set<Deployment> found = new LinkedHashSet<>();
            expand(alias, aliases, found, new LinkedHashSet<>(), problems);
            resolved.put(alias, List.copyOf(found));
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", new LinkedHashSet<>(problems)));
        }
        byName.putAll(resolved);
        byName.replaceAll((name, found) -> List.copyOf(found));
        this.aliases = List.copyOf(aliases.keySet());
    }

    private void add(Deployment deployment, List<String> problems) {
        List<Deployment> pool = byName.get(deployment.model().value());
        if (pool == null || !models.containsKey(deployment.model())) {
            problems.add(
                    "deployment "
                            + deployment.id()
                            + " names the unknown model "
                            + deployment.model());
            return;
        }
        pool.add(deployment);
        if (byName.putIfAbsent(deployment.id().value(), List.of(deployment)) != null) {
            problems.add("deployment " + deployment.id() + " is declared twice");
        }
        byName.putIfAbsent(
                deployment.provider() + "/" + deployment.upstreamModel(), List.of(deployment));
    }

    private void expand(
            String name,
            Map<String, List<String>> aliases,
            Set<Deployment> found,
            Set<String> way,
            List<String> problems) {
        if (!way.add(name)) {
            problems.add("alias " + name + " leads back to itself");
            return;
        }
        List<String> chain = aliases.get(name);
        if (chain != null) {
            chain.forEach(next -> expand(next, aliases, found, way, problems));
        } else {
            Collection<Deployment> pool = byName.get(name);
            if (pool == null) {
                problems.add("alias names the unknown model " + name);
            } else {
                found.addAll(pool);
            }
        }
        way.remove(name);
    }

    /** Every model, in the order of the configuration. */
    public List<ModelEntry> models() {
        return List.copyOf(models.values());
    }

    /** The model with this id. */
    public Optional<ModelEntry> model(ModelId id) {
        return Optional.ofNullable(models.get(id));
    }

    /** The deployments behind this name, in the order of its chain; empty if nobody knows it. */
    public List<Deployment> resolve(String name) {
        return byName.getOrDefault(name, List.of());
    }

    /** Whether the name is a model's id: then its deployments are a pool without an order. */
    public boolean isPool(String name) {
        return !name.isBlank() && models.containsKey(new ModelId(name));
    }

    /** Every alias, in the order of the configuration. */
    public List<String> aliases() {
        return aliases;
    }

    /** Every deployment, in the order of the models. */
    public List<Deployment> deployments() {
        return models.keySet().stream().flatMap(id -> resolve(id.value()).stream()).toList();
    }
}
