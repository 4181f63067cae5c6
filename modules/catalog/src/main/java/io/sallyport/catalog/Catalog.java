package io.sallyport.catalog;

import io.sallyport.exchange.DeploymentId;
import io.sallyport.exchange.ModelId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The models, their deployments, and the names by which callers ask for them. Immutable, so any
 * number of threads read it without a lock.
 *
 * <p>A name is, in this order of precedence:
 *
 * <ol>
 *   <li>a model's canonical id: all its deployments,
 *   <li>a deployment id,
 *   <li>an alias: one other name, or an ordered chain of names, nested as deep as you like,
 *   <li>{@code provider/model} with the canonical id, or with the provider's own name of the model.
 * </ol>
 *
 * Names are compared as they are written, upper and lower case included, because grants are
 * compared in the same way; two names of the first three kinds that differ only in case are
 * refused.
 */
public final class Catalog {
    private final Map<ModelId, ModelEntry> models;
    private final Map<String, List<Deployment>> byModel;
    private final Map<String, List<Deployment>> byDeployment;
    private final Map<String, List<Deployment>> byProviderName;
    private final Map<String, List<List<Deployment>>> byAlias;
    private final Map<String, List<List<Deployment>>> byName;
    private final List<Deployment> deployments;

    /**
     * Checks and indexes everything.
     *
     * @param aliases alias → one name, or an ordered chain of names
     * @throws IllegalArgumentException when names are taken twice, reserved, dangling or go in a
     *     circle; the message has one line for every problem
     */
    public Catalog(
            List<ModelEntry> models,
            List<Deployment> deployments,
            Map<String, List<String>> aliases) {
        CatalogProblems.refuse(models, deployments, aliases);
        this.deployments = List.copyOf(deployments);
        this.models = new LinkedHashMap<>();
        this.byModel = new LinkedHashMap<>();
        for (ModelEntry model : models) {
            this.models.put(model.id(), model);
            byModel.put(model.id().value(), List.of());
        }
        this.byDeployment = new LinkedHashMap<>();
        this.byProviderName = new LinkedHashMap<>();
        for (Deployment deployment : deployments) {
            add(byModel, deployment.model().value(), deployment);
            add(byDeployment, deployment.id().value(), deployment);
            String prefix = deployment.provider() + "/";
            add(byProviderName, prefix + deployment.model(), deployment);
            if (!deployment.upstreamModel().equals(deployment.model().value())) {
                add(byProviderName, prefix + deployment.upstreamModel(), deployment);
            }
        }
        this.byAlias = new LinkedHashMap<>();
        aliases.forEach((alias, names) -> byAlias.put(alias, steps(names, aliases)));
        this.byName = byName();
    }

    /** Every model, in the order of the configuration. */
    public List<ModelEntry> models() {
        return List.copyOf(models.values());
    }

    /** The model with this canonical id. */
    public Optional<ModelEntry> model(ModelId id) {
        return Optional.ofNullable(models.get(id));
    }

    /** Every deployment, in the order of the configuration. */
    public List<Deployment> deployments() {
        return deployments;
    }

    /** The deployment with this id. */
    public Optional<Deployment> deployment(DeploymentId id) {
        return byDeployment.getOrDefault(id.value(), List.of()).stream().findFirst();
    }

    /** Every alias, in the order of the configuration. */
    public List<String> aliases() {
        return List.copyOf(byAlias.keySet());
    }

    /** Every name that stands for something, of whatever kind. */
    public Set<String> names() {
        return Collections.unmodifiableSet(byName.keySet());
    }

    /**
     * What this name stands for, in order and each deployment once; empty when the name is unknown
     * or nothing serves it.
     */
    public List<Deployment> resolve(String name) {
        LinkedHashSet<Deployment> all = new LinkedHashSet<>();
        chain(name).forEach(all::addAll);
        return List.copyOf(all);
    }

    /**
     * What this name stands for, step by step: deployments within one step are equals, the order of
     * the steps is the will of whoever wrote the chain. One step for anything but an alias; no step
     * for an unknown name; no empty step.
     */
    public List<List<Deployment>> chain(String name) {
        return byName.getOrDefault(name, List.of());
    }

    /** What takes precedence is put last. */
    private Map<String, List<List<Deployment>>> byName() {
        Map<String, List<List<Deployment>>> all = new HashMap<>();
        List.of(byProviderName, byDeployment, byModel)
                .forEach(names ->
                        names.forEach((name, equals) -> {
                            if (!equals.isEmpty()) {
                                all.put(name, List.of(equals));
                            }
                        }));
        all.putAll(byAlias);
        return all;
    }

    private List<Deployment> named(String name) {
        List<Deployment> found = byModel.getOrDefault(name, List.of());
        if (found.isEmpty()) {
            found = byDeployment.getOrDefault(name, List.of());
        }
        return found.isEmpty() ? byProviderName.getOrDefault(name, List.of()) : found;
    }

    private List<List<Deployment>> steps(List<String> names, Map<String, List<String>> aliases) {
        List<List<Deployment>> steps = new ArrayList<>();
        for (String name : names) {
            List<String> nested = aliases.get(name);
            if (nested != null) {
                steps.addAll(steps(nested, aliases));
            } else if (!named(name).isEmpty()) {
                steps.add(named(name));
            }
        }
        return Collections.unmodifiableList(steps);
    }

    private static void add(
            Map<String, List<Deployment>> index, String name, Deployment deployment) {
        List<Deployment> more = new ArrayList<>(index.getOrDefault(name, List.of()));
        more.add(deployment);
        index.put(name, List.copyOf(more));
    }
}
