package io.sallyport.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sallyport.exchange.Capability;
import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejected;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.RoutePlan;
import io.sallyport.exchange.Strategy;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
    private final World world = new World();

    @Test
    void aNamedModelGoesToItsFastestDeploymentAndTheUnavailableOneComesLast() {
        // Given
        world.model("m", 0.5).at("a", 10).at("b", 20).at("c", 30);
        world.signal("a/m", false, 1).signal("b/m", true, 900).signal("c/m", true, 100);
        // When
        RoutePlan plan = world.plan("m");
        // Then
        assertThat(World.order(plan)).containsExactly("c/m", "b/m", "a/m");
        assertThat(plan.strategy()).isEqualTo(Strategy.EXPLICIT);
        assertThat(plan.reason()).contains("1 unavailable now");
    }

    @Test
    void theRequestsOwnFallbacksFollowInTheirOrderAndEachDeploymentOnce() {
        // Given
        world.model("m", 0.5).at("a", 10).at("b", 10);
        world.model("n", 0.5).at("a", 1);
        // When
        RoutePlan plan = world.plan("b/m", "n", "m");
        // Then
        assertThat(World.order(plan)).containsExactly("b/m", "a/n", "a/m");
    }

    @Test
    void aChainKeepsItsOrderAndOnlyEqualsAreOrderedBySpeed() {
        // Given
        world.model("m", 0.5).at("a", 10).at("b", 10);
        world.model("n", 0.5).at("a", 1);
        world.alias("safe", "n", "m").signal("a/n", true, 5000);
        world.signal("a/m", true, 200).signal("b/m", true, 100);
        // When
        // Then
        assertThat(World.order(world.plan("safe"))).containsExactly("a/n", "b/m", "a/m");
    }

    @Test
    void eachStrategyPutsItsOwnFirst() {
        // Given
        world.model("cheap", 0.2).at("a", 1);
        world.model("good", 0.9).at("a", 100);
        world.model("quick", 0.1).at("a", 90);
        world.signal("a/cheap", true, 800).signal("a/good", true, 900);
        world.signal("a/quick", true, 50);
        // When
        // Then
        assertThat(World.order(world.plan("auto:cost-first"))).startsWith("a/cheap");
        assertThat(World.order(world.plan("auto:performance-first"))).startsWith("a/good");
        assertThat(World.order(world.plan("auto:latency-first"))).startsWith("a/quick");
        assertThat(world.plan("openrouter/auto").strategy()).isEqualTo(Strategy.BALANCED);
    }

    @Test
    void anUnknownQualityIsNeutral() {
        // Given
        world.model("best", 0.9).at("a", 10);
        world.model("worst", 0.1).at("a", 10);
        world.modelOfUnknownQuality("mystery").at("a", 10);
        // When
        RoutePlan plan = world.plan("auto:performance-first");
        // Then
        assertThat(World.order(plan)).containsExactly("a/best", "a/mystery", "a/worst");
    }

    @Test
    void whatLacksANeedIsLeftOutAndCounted() {
        // Given
        world.model("blind", 0.9).at("a", 1);
        world.model("sees", 0.5, Capability.IMAGES).at("a", 9);
        world.needs(Capability.IMAGES);
        // When
        RoutePlan plan = world.plan("auto");
        // Then
        assertThat(World.order(plan)).containsExactly("a/sees");
        assertThat(plan.reason()).contains("1 of 2 deployments fit");
    }

    @Test
    void anUnsupportedNeedNamesItAndTheModelsThatHaveIt() {
        // Given
        world.model("blind", 0.9).at("a", 1);
        world.model("sees", 0.5, Capability.IMAGES).at("a", 9);
        world.needs(Capability.IMAGES);
        // When
        Rejection why = refusal("blind");
        // Then
        assertThat(why.meaning()).isEqualTo(Meaning.UNSUPPORTED);
        assertThat(why.message()).contains("images").contains("Models that have it: sees");
    }

    @Test
    void reasoningIsAWishThatOnlyMovesAModelBack() {
        // Given
        world.model("plain", 0.9).at("a", 1);
        world.model("thinks", 0.1, Capability.REASONING).at("a", 99);
        world.needs(Capability.REASONING);
        // When
        RoutePlan plan = world.plan("auto");
        // Then
        assertThat(World.order(plan)).containsExactly("a/thinks", "a/plain");
    }

    @Test
    void aNamedModelThatDoesNotReasonIsAskedAllTheSame() {
        // Given
        world.model("plain", 0.9).at("a", 1);
        world.model("thinks", 0.1, Capability.REASONING).at("a", 99);
        world.needs(Capability.REASONING);
        // When
        RoutePlan plan = world.plan("plain");
        // Then
        assertThat(World.order(plan)).containsExactly("a/plain");
    }

    @Test
    void aPromptBeyondDoubtTooLongIsRefusedWithTheNumbers() {
        // Given
        world.model("m", 0.5).at("a", 1).tokens(World.CONTEXT * 2);
        // When
        Rejection refusal = refusal("m");
        // Then
        assertThat(refusal.meaning()).isEqualTo(Meaning.CONTEXT_TOO_LONG);
        assertThat(refusal.message()).startsWith("prompt is too long: 2000 tokens > 1000 maximum");
    }

    @Test
    void theBytesOfImagesDoNotMakeAPromptTooLong() {
        // Given
        world.model("m", 0.5, Capability.IMAGES).at("a", 1).tokens(World.CONTEXT * 9);
        world.needs(Capability.IMAGES);
        // When
        RoutePlan plan = world.plan("m");
        // Then
        assertThat(World.order(plan)).containsExactly("a/m");
    }

    @Test
    void anUnknownNameSuggestsOnlyWhatTheKeyMayUse() {
        // Given
        world.model("gpt-large", 0.5).at("a", 1);
        world.model("gpt-larger", 0.5).at("a", 1);
        world.grants("gpt-large");
        // When
        Rejection why = refusal("gpt-larg");
        // Then
        assertThat(why.meaning()).isEqualTo(Meaning.MODEL_NOT_FOUND);
        assertThat(why.message())
                .contains("Did you mean gpt-large?")
                .contains("GET /v1/models")
                .doesNotContain("gpt-larger");
    }

    @Test
    void anUnknownStrategyNamesThoseThatExist() {
        // Given
        world.model("m", 0.5).at("a", 1);
        // When
        Rejection refusal = refusal("auto:cost");
        // Then
        assertThat(refusal.message()).contains("auto:cost-first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"b/m", "auto"})
    void aProviderPatternGrantsOnlyWhatThatProviderHosts(String asked) {
        // Given
        world.model("b/m", 0.5).at("a", 1).at("b", 2);
        world.grants("b/*");
        // When
        RoutePlan plan = world.plan(asked);
        // Then
        assertThat(World.order(plan)).containsExactly("b/b/m");
    }

    @Test
    void aKeyGrantedOnlyTheAutomaticChoiceChoosesAmongAllModels() {
        // Given
        world.model("m", 0.5).at("a", 1);
        world.model("n", 0.5).at("b", 2);
        world.grants("auto");
        // When
        RoutePlan plan = world.plan("auto");
        // Then
        assertThat(World.order(plan)).containsExactlyInAnyOrder("a/m", "b/n");
    }

    @Test
    void besidesNamedModelsTheAutomaticChoiceStaysAmongThem() {
        // Given
        world.model("m", 0.5).at("a", 1);
        world.model("n", 0.5).at("b", 2);
        world.grants("auto").grants("n");
        // When
        RoutePlan plan = world.plan("auto");
        // Then
        assertThat(World.order(plan)).containsExactly("b/n");
    }

    @Test
    void aMisspeltStrategyGrantsNothing() {
        // Given
        world.model("m", 0.5).at("a", 1);
        world.grants("auto:cheap");
        // When
        Rejection refusal = refusal("auto");
        // Then
        assertThat(refusal.message()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fast", "a/upstream-m", "a/m", "a/*"})
    void everyNameThatStandsForADeploymentGrantsItAndNoOther(String granted) {
        // Given
        world.model("m", 0.5).at("a", 1).at("b", 2);
        world.alias("fast", "a/m").grants(granted);
        // When
        RoutePlan plan = world.plan("m");
        // Then
        assertThat(World.order(plan)).containsExactly("a/m");
        assertThat(plan.reason()).isEqualTo("named m: a/m; 1 of 2 deployments fit");
    }

    @Test
    void aDeploymentThatWasLeftOutIsCountedOnceHoweverOftenItIsNamed() {
        // Given
        world.model("blind", 0.9).at("a", 1);
        world.model("sees", 0.5, Capability.IMAGES).at("a", 9);
        world.alias("any", "a/blind", "blind", "sees").needs(Capability.IMAGES);
        // When
        RoutePlan plan = world.plan("any", "blind", "sees");
        // Then
        assertThat(World.order(plan)).containsExactly("a/sees");
        assertThat(plan.reason()).isEqualTo("named any: a/sees; 1 of 2 deployments fit");
    }

    @Test
    void theReasonOfAChoiceTellsTheFactsOfTheFirst() {
        // Given: 100 tokens of input and 500 of output at 2.5 USD for a million
        world.model("m", 0.625).at("a", 2_500).signal("a/m", true, 1_234);
        world.modelOfUnknownQuality("n").at("b", 9_000);
        // When
        String reason = world.plan("auto:cost-first").reason();
        // Then
        assertThat(reason)
                .isEqualTo(
                        "auto cost-first: a/m, est. $0.001500, quality 0.63, first content 1234 ms;"
                                + " 2 of 2 deployments fit");
    }

    @Test
    void aReasonIsShortPrintableAscii() {
        // Given
        world.model("größe-" + "x".repeat(300), 0.5).at("a", 1);
        // When
        String reason = world.plan("auto").reason();
        // Then
        assertThat(reason).matches("[\\x20-\\x7e]{1,200}");
    }

    @Test
    void noPlanOfAnyKindLeavesTheGrantsOrTheNeeds() {
        for (int seed = 0; seed < 500; seed++) {
            // Given
            World any = World.random(new Random(seed));
            Set<String> fitting = any.grantedAndAble();
            // When
            RoutePlan plan = any.planOrNull("auto");
            // Then
            if (plan == null) {
                assertThat(fitting).as("seed " + seed).isEmpty();
            } else {
                assertThat(World.order(plan))
                        .as("seed " + seed)
                        .containsExactlyInAnyOrderElementsOf(fitting);
                assertThat(any.availability(plan))
                        .as("seed " + seed)
                        .isSortedAccordingTo((one, other) -> Boolean.compare(other, one));
                assertThat(any.plan("auto")).isEqualTo(plan);
            }
        }
    }

    @Test
    void eachStrategyIsMonotoneInWhatItPutsFirst() {
        for (int seed = 0; seed < 300; seed++) {
            // Given
            World any = World.randomAndOpen(new Random(seed));
            // When
            RoutePlan byCost = any.plan("auto:cost-first");
            RoutePlan byPerformance = any.plan("auto:performance-first");
            RoutePlan byLatency = any.plan("auto:latency-first");
            // Then
            assertThat(any.prices(byCost)).as("seed " + seed).isSorted();
            assertThat(any.badness(byPerformance)).as("seed " + seed).isSorted();
            assertThat(any.waits(byLatency)).as("seed " + seed).isSorted();
        }
    }

    @Test
    void aRouterWithoutAStrategyThatChoosesIsRefused() {
        // Given
        world.model("m", 0.5).at("a", 1);
        // When
        Throwable thrown = catchThrowable(() -> new Router(world.catalog(), Strategy.EXPLICIT));
        // Then
        assertThat(thrown).isInstanceOf(IllegalArgumentException.class);
    }

    private Rejection refusal(String name) {
        return catchThrowableOfType(Rejected.class, () -> world.plan(name)).rejection();
    }
}
