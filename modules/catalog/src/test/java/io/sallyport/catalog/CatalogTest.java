package io.sallyport.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sallyport.exchange.DeploymentId;
import io.sallyport.exchange.ModelId;
import io.sallyport.exchange.NanoUsd;
import io.sallyport.exchange.ProviderName;
import io.sallyport.exchange.Tariff;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {
    private static final Tariff FREE =
            new Tariff("1", NanoUsd.ZERO, NanoUsd.ZERO, NanoUsd.ZERO, NanoUsd.ZERO);
    private static final Deployment BIG_A = deployment("a/big", "big", "a", "big-2026");
    private static final Deployment BIG_B = deployment("b/big", "big", "b", "big");
    private static final Deployment SMALL = deployment("a/small", "small", "a", "small");

    private final Map<String, List<String>> aliases = new LinkedHashMap<>();

    @Test
    void aCanonicalNameStandsForAllItsDeploymentsInOrder() {
        // When
        List<Deployment> found = catalog().resolve("big");
        // Then
        assertThat(found).containsExactly(BIG_A, BIG_B);
    }

    @Test
    void aDeploymentIsFoundByItsIdAndByTheProvidersOwnName() {
        // Given
        Catalog catalog = catalog();
        // When
        List<Deployment> byId = catalog.resolve("b/big");
        List<Deployment> byTheProvidersName = catalog.resolve("a/big-2026");
        // Then
        assertThat(byId).containsExactly(BIG_B);
        assertThat(byTheProvidersName).containsExactly(BIG_A);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Big", "nobody"})
    void namesAreComparedAsTheyAreWritten(String name) {
        // When
        List<Deployment> found = catalog().resolve(name);
        // Then
        assertThat(found).isEmpty();
    }

    @Test
    void nestedChainsKeepTheirOrderAndEachDeploymentOnce() {
        // Given
        aliases.put("safe", List.of("fast", "b/big", "big"));
        aliases.put("fast", List.of("small"));
        // When
        Catalog catalog = catalog();
        // Then
        assertThat(catalog.resolve("safe")).containsExactly(SMALL, BIG_B, BIG_A);
        assertThat(catalog.chain("safe"))
                .containsExactly(List.of(SMALL), List.of(BIG_B), List.of(BIG_A, BIG_B));
        assertThat(catalog.aliases()).containsExactly("safe", "fast");
    }

    @Test
    void everyNameThatStandsForSomethingIsListed() {
        // Given
        aliases.put("fast", List.of("small"));
        // When
        Catalog catalog = catalog();
        // Then
        assertThat(catalog.names())
                .contains("fast", "big", "small", "a/big", "b/big", "a/small", "a/big-2026")
                .allSatisfy(name -> assertThat(catalog.resolve(name)).isNotEmpty());
    }

    @Test
    void everyProblemIsListedAtOnce() {
        // Given
        aliases.put("one", List.of("two"));
        aliases.put("two", List.of("one"));
        aliases.put("BIG", List.of("small", "small"));
        aliases.put("auto:mine", List.of("nowhere"));
        aliases.put("empty", List.of());
        List<ModelEntry> models = List.of(model("big"), model("big"));
        List<Deployment> deployments = List.of(BIG_A, BIG_A, SMALL);
        // When
        // Then
        assertThatThrownBy(() -> new Catalog(models, deployments, aliases))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("model 'big' has the same name as model 'big'")
                .hasMessageContaining("deployment 'a/big' has the same name")
                .hasMessageContaining("deployment 'a/small' is of model 'small'")
                .hasMessageContaining("one -> two -> one")
                .hasMessageContaining("alias 'BIG' has the same name as model 'big'")
                .hasMessageContaining("alias 'BIG' names 'small' twice")
                .hasMessageContaining("alias 'auto:mine': this name is reserved")
                .hasMessageContaining("alias 'auto:mine' refers to 'nowhere'")
                .hasMessageContaining("alias 'empty' stands for nothing");
    }

    @Test
    void aModelWithAQualityOutsideZeroToOneIsRefused() {
        // When
        Throwable thrown = catchThrowable(() -> model("big", OptionalDouble.of(1.1)));
        // Then
        assertThat(thrown)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("quality of big");
    }

    private Catalog catalog() {
        return new Catalog(
                List.of(model("big"), model("small")), List.of(BIG_A, BIG_B, SMALL), aliases);
    }

    private static ModelEntry model(String id) {
        return model(id, OptionalDouble.empty());
    }

    private static ModelEntry model(String id, OptionalDouble quality) {
        return new ModelEntry(
                new ModelId(id),
                id,
                "owner",
                Set.of(),
                quality,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Instant.EPOCH,
                true);
    }

    private static Deployment deployment(String id, String model, String provider, String name) {
        return new Deployment(
                new DeploymentId(id), new ModelId(model), new ProviderName(provider), name, FREE);
    }
}
