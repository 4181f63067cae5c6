package io.sallyport.appliance;

import io.sallyport.catalog.Deployment;
import io.sallyport.catalog.ModelEntry;
import io.sallyport.exchange.Capability;
import io.sallyport.exchange.DeploymentId;
import io.sallyport.exchange.ModelId;
import io.sallyport.exchange.NanoUsd;
import io.sallyport.exchange.ProviderName;
import io.sallyport.exchange.Tariff;
import io.sallyport.provider.Provider;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads {@code providers}, {@code models} and {@code aliases}, which refer to each other. An
 * optional provider whose key is not set is left out, and with it the deployments, models and alias
 * steps that need it; a name that is declared nowhere is a problem.
 */
final class ModelSections {
    private static final Instant UNKNOWN_DATE = Instant.EPOCH;

    /** What may be left out, or sent by its older name, without changing what is asked. */
    private static final List<String> REFUSABLE =
            List.of("max_completion_tokens", "temperature", "top_k", "top_p");

    private static final String TARIFF_VERSION = "configuration";

    private final List<Provider> providers = new ArrayList<>();
    private final List<ModelEntry> models = new ArrayList<>();
    private final List<Deployment> deployments = new ArrayList<>();
    private final Map<String, List<String>> aliases = new LinkedHashMap<>();
    private final Set<String> declaredProviders = new TreeSet<>();
    private final Set<String> leftOut = new HashSet<>();
    private final Set<String> providersLeftOut = new HashSet<>();

    private final UpstreamTrust trust;

    private ModelSections(UpstreamTrust trust) {
        this.trust = trust;
    }

    static DeclaredModels read(Section root, UpstreamTrust trust) {
        ModelSections all = new ModelSections(trust);
        root.sections("providers").forEach(all::provider);
        root.sections("models").forEach(all::model);
        all.aliases(root);
        return new DeclaredModels(all.providers, all.models, all.deployments, all.aliases);
    }

    private void provider(String name, Section section) {
        declaredProviders.add(name);
        Optional<Optional<Provider>> read =
                section.as(each -> ProviderSection.read(new ProviderName(name), each, trust));
        read.flatMap(maybe -> maybe)
                .ifPresentOrElse(providers::add, () -> providersLeftOut.add(name));
    }

    private void model(String name, Section section) {
        section.as(each -> entry(new ModelId(name), each)).ifPresent(models::add);
        if (deployments.stream().noneMatch(each -> each.model().value().equals(name))) {
            models.removeIf(each -> each.id().value().equals(name));
            leftOut.add(name);
        }
    }

    private ModelEntry entry(ModelId id, Section section) {
        Optional<Double> quality = section.optional("quality", Values.fraction());
        ModelEntry entry =
                new ModelEntry(
                        id,
                        section.value("display-name", id.value(), Values.text()),
                        section.value("owner", "unknown", Values.text()),
                        capabilities(section),
                        quality.isPresent()
                                ? OptionalDouble.of(quality.get())
                                : OptionalDouble.empty(),
                        tokens(section, "context-tokens"),
                        tokens(section, "max-output-tokens"),
                        section.value("created", UNKNOWN_DATE, ModelSections::date),
                        section.value("auto", true, Values.flag()));
        List<Section> items = section.items("deployments");
        if (items.isEmpty()) {
            section.problem("deployments", "is required: which provider hosts this model");
        }
        items.forEach(item ->
                item.as(each -> deployment(id, each))
                        .flatMap(each -> each)
                        .ifPresent(deployments::add));
        return entry;
    }

    private static Instant date(String text) {
        try {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (java.time.DateTimeException noDate) {
            throw new IllegalArgumentException("must be a date such as 2026-01-31", noDate);
        }
    }

    private static OptionalInt tokens(Section section, String key) {
        Optional<Integer> count = section.optional(key, Values.number(1, 1_000_000_000));
        return count.isPresent() ? OptionalInt.of(count.get()) : OptionalInt.empty();
    }

    private static Set<Capability> capabilities(Section section) {
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        for (String text : section.texts("capabilities")) {
            try {
                capabilities.add(Values.choice(Capability.values()).apply(text));
            } catch (IllegalArgumentException unknown) {
                section.problem("capabilities", "'%s': %s".formatted(text, unknown.getMessage()));
            }
        }
        return capabilities;
    }

    /** Empty when its provider is left out. */
    private Optional<Deployment> deployment(ModelId model, Section section) {
        String provider = section.required("provider", "", Values.text());
        String upstream = section.value("upstream-model", model.value(), Values.text());
        Set<String> refuses = refuses(section);
        String id = section.value("id", provider + "/" + model, Values.text());
        Tariff tariff = section.section("price").as(ModelSections::tariff).orElseThrow();
        if (!provider.isEmpty() && !declaredProviders.contains(provider)) {
            section.problem(
                    "provider",
                    "there is no provider '%s'; declared are %s"
                            .formatted(provider, String.join(", ", declaredProviders)));
        }
        List<String> itsNames = List.of(id, provider + "/" + model, provider + "/" + upstream);
        if (provider.isEmpty() || !declaredProviders.contains(provider)) {
            return Optional.empty();
        }
        if (providersLeftOut.contains(provider)) {
            leftOut.addAll(itsNames);
            return Optional.empty();
        }
        return Optional.of(
                new Deployment(
                        new DeploymentId(id),
                        model,
                        new ProviderName(provider),
                        upstream,
                        tariff,
                        refuses));
    }

    private static Set<String> refuses(Section section) {
        Set<String> refuses = new TreeSet<>();
        for (String field : section.texts("refuses")) {
            if (REFUSABLE.contains(field)) {
                refuses.add(field);
            } else {
                section.problem(
                        "refuses",
                        "'%s' is not one of %s".formatted(field, String.join(", ", REFUSABLE)));
            }
        }
        return refuses;
    }

    /** Cached tokens cost what others do unless told otherwise. */
    private static Tariff tariff(Section price) {
        NanoUsd input = price.required("input", NanoUsd.ZERO, Values.price());
        NanoUsd written = price.value("cache-write", input, Values.price());
        return new Tariff(
                TARIFF_VERSION,
                input,
                price.value("cache-read", input, Values.price()),
                written,
                price.value("cache-write-hour", written, Values.price()),
                price.required("output", NanoUsd.ZERO, Values.price()));
    }

    private void aliases(Section root) {
        Map<String, List<String>> written = root.lists("aliases");
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Map.Entry<String, List<String>> each : written.entrySet()) {
                if (!each.getValue().isEmpty() && leftOut.containsAll(each.getValue())) {
                    changed |= leftOut.add(each.getKey());
                }
            }
        }
        written.forEach((alias, targets) -> {
            if (!leftOut.contains(alias)) {
                aliases.put(
                        alias, targets.stream().filter(each -> !leftOut.contains(each)).toList());
            }
        });
    }
}
