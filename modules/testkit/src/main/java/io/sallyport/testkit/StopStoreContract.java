package io.sallyport.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.admission.port.Stop;
import io.sallyport.admission.port.StopStore;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link StopStore} promises; a subclass names the store, fresh for each test. */
public abstract class StopStoreContract {
    private static final Instant FIRST = Instant.parse("2026-11-24T01:02:03.123456Z");
    private static final Instant LATER = Instant.parse("2026-11-25T00:00:00Z");

    /** An empty store, the same one during one test. */
    protected abstract StopStore store();

    @Test
    void whatIsStoppedIsListedInTheOrderOfKindsAndNames() {
        // Given
        Stop key = new Stop(Stop.Kind.KEY, "Ab3dE5gH", FIRST);
        Stop model = new Stop(Stop.Kind.MODEL, "org/Modèle 'x'", FIRST);
        Stop other = new Stop(Stop.Kind.PROVIDER, "Openai", FIRST);
        Stop provider = new Stop(Stop.Kind.PROVIDER, "anthropic", LATER);
        // When
        List.of(key, provider, other, model).forEach(store()::stop);
        // Then
        assertThat(store().all()).containsExactly(other, provider, model, key);
    }

    @Test
    void whatIsStoppedAgainStaysAsItWas() {
        // Given
        Stop first = new Stop(Stop.Kind.MODEL, "m", FIRST);
        store().stop(first);
        // When
        store().stop(new Stop(Stop.Kind.MODEL, "m", LATER));
        // Then
        assertThat(store().all()).containsExactly(first);
    }

    @Test
    void resumingForgetsOneAndOnlyThat() {
        // Given
        Stop model = new Stop(Stop.Kind.MODEL, "same", FIRST);
        store().stop(model);
        store().stop(new Stop(Stop.Kind.PROVIDER, "same", FIRST));
        // When
        store().resume(Stop.Kind.PROVIDER, "same");
        store().resume(Stop.Kind.KEY, "never stopped");
        // Then
        assertThat(store().all()).containsExactly(model);
    }

    @Test
    void whatWasResumedCanBeStoppedAgain() {
        // Given
        store().stop(new Stop(Stop.Kind.KEY, "k", FIRST));
        store().resume(Stop.Kind.KEY, "k");
        Stop again = new Stop(Stop.Kind.KEY, "k", LATER);
        // When
        store().stop(again);
        // Then
        assertThat(store().all()).containsExactly(again);
    }
}
