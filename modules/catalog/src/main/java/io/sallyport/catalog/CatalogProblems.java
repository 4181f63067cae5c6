package io.sallyport.catalog;

import io.sallyport.exchange.AutomaticName;
import io.sallyport.exchange.ModelId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Everything that is wrong with a catalogue, found in one pass so that it is fixed in one go. */
final class CatalogProblems {
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> owners = new HashMap<>();
    private final Set<String> known = new HashSet<>();

    private CatalogProblems() {}

    static void refuse(
            List<ModelEntry> models,
            List<Deployment> deployments,
            Map<String, List<String>> aliases) {
        CatalogProblems found = new CatalogProblems();
        models.forEach(model -> found.claim(model.id().value(), "model"));
        found.checkDeployments(models, deployments);
        aliases.keySet().forEach(alias -> found.claim(alias, "alias"));
        aliases.forEach(found::checkTargets);
        found.checkCircles(aliases);
        if (!found.problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", found.problems));
        }
    }

    private void checkDeployments(List<ModelEntry> models, List<Deployment> deployments) {
        Set<ModelId> declared = new HashSet<>();
        models.forEach(model -> declared.add(model.id()));
        for (Deployment deployment : deployments) {
            claim(deployment.id().value(), "deployment");
            known.add(deployment.provider() + "/" + deployment.model());
            known.add(deployment.provider() + "/" + deployment.upstreamModel());
            if (!declared.contains(deployment.model())) {
                problems.add(
                        "deployment '%s' is of model '%s', which is not declared: declare it or correct the name"
                                .formatted(deployment.id(), deployment.model()));
            }
        }
    }

    /** Each name belongs to one thing; case alone does not make another name. */
    private void claim(String name, String kind) {
        known.add(name);
        if (name.isBlank()) {
            problems.add("%s has a blank name".formatted(kind));
        }
        if (AutomaticName.is(name)) {
            problems.add(
                    "%s '%s': this name is reserved for the automatic choice, choose another"
                            .formatted(kind, name));
        }
        String owner = "%s '%s'".formatted(kind, name);
        String other = owners.putIfAbsent(name.toLowerCase(Locale.ROOT), owner);
        if (other != null) {
            problems.add(
                    "%s has the same name as %s (upper and lower case make no difference): rename one of them"
                            .formatted(owner, other));
        }
    }

    private void checkTargets(String alias, List<String> names) {
        if (names.isEmpty()) {
            problems.add("alias '%s' stands for nothing: give it a name".formatted(alias));
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!known.contains(name)) {
                problems.add(
                        "alias '%s' refers to '%s', which is no model, deployment or alias"
                                .formatted(alias, name));
            }
            if (!seen.add(name)) {
                problems.add("alias '%s' names '%s' twice".formatted(alias, name));
            }
        }
    }

    private void checkCircles(Map<String, List<String>> aliases) {
        Set<String> done = new HashSet<>();
        for (String alias : aliases.keySet()) {
            walk(alias, aliases, new ArrayDeque<>(), done);
        }
    }

    private void walk(
            String alias, Map<String, List<String>> aliases, Deque<String> way, Set<String> done) {
        if (way.contains(alias)) {
            List<String> circle = new ArrayList<>(way);
            circle.add(alias);
            circle.subList(0, circle.indexOf(alias)).clear();
            problems.add("aliases go in a circle: " + String.join(" -> ", circle));
            return;
        }
        if (!done.add(alias)) {
            return;
        }
        way.addLast(alias);
        for (String name : aliases.getOrDefault(alias, List.of())) {
            if (aliases.containsKey(name)) {
                walk(name, aliases, way, done);
            }
        }
        way.removeLast();
    }
}
