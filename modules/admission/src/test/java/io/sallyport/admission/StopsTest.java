package io.sallyport.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sallyport.admission.port.Stop;
import io.sallyport.exchange.Caller;
import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.DeploymentId;
import io.sallyport.exchange.KeyId;
import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.ModelId;
import io.sallyport.exchange.NanoUsd;
import io.sallyport.exchange.OrganisationId;
import io.sallyport.exchange.ProviderName;
import io.sallyport.exchange.Rejected;
import io.sallyport.exchange.Tariff;
import java.time.Clock;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The kill switch. */
@Timeout(30)
class StopsTest {
    private static final Caller CALLER =
            new Caller(new KeyId("Ab3dE5gH"), new OrganisationId("acme"), Set.of());
    private static final Candidate CANDIDATE =
            new Candidate(
                    new DeploymentId("openai/gpt"),
                    new ModelId("gpt"),
                    new ProviderName("openai"),
                    "gpt",
                    new Tariff("1", NanoUsd.ZERO, NanoUsd.ZERO, NanoUsd.ZERO, NanoUsd.ZERO),
                    OptionalInt.empty());

    private final FakeStopStore store = new FakeStopStore();
    private final Stops stops = new Stops(store, Clock.systemUTC());

    @AfterEach
    void close() {
        stops.close();
    }

    @Test
    void whatIsStoppedIsRefusedAtOnceInWordsOfItsKindAndGoesOnWhenItIsResumed() {
        for (Stop stop :
                new Stop[] {
                    new Stop(Stop.Kind.PROVIDER, "openai", Instant.EPOCH),
                    new Stop(Stop.Kind.MODEL, "gpt", Instant.EPOCH),
                    new Stop(Stop.Kind.KEY, "Ab3dE5gH", Instant.EPOCH)
                }) {
            // When
            stops.stop(stop.kind(), stop.name());
            // Then
            assertThat(stops.objection(CALLER, CANDIDATE))
                    .hasValueSatisfying(why -> {
                        assertThat(why.code()).endsWith("_stopped");
                        assertThat(why.message()).contains("stopped by an administrator");
                        assertThat(why.meaning())
                                .isEqualTo(
                                        stop.kind() == Stop.Kind.KEY
                                                ? Meaning.FORBIDDEN
                                                : Meaning.UNAVAILABLE);
                    });
            stops.resume(stop.kind(), stop.name());
            assertThat(stops.objection(CALLER, CANDIDATE)).isEmpty();
        }
    }

    @Test
    void aNameOfAnotherKindStopsNothing() {
        // When
        stops.stop(Stop.Kind.PROVIDER, "gpt");
        stops.stop(Stop.Kind.MODEL, "openai");
        stops.stop(Stop.Kind.KEY, "openai");
        // Then
        assertThat(stops.objection(CALLER, CANDIDATE)).isEmpty();
    }

    @Test
    void askingDoesNotReadTheStore() {
        // Given
        stops.stop(Stop.Kind.MODEL, "other");
        store.down.set(true);
        // When
        for (int i = 0; i < 1000; i++) {
            assertThat(stops.objection(CALLER, CANDIDATE)).isEmpty();
        }
        // Then: only the refresh reads, twice a second
        assertThat(store.reads.get()).isLessThan(100);
    }

    @Test
    void whatAnotherNodeStoppedIsSeenAndWhatWasKnownStaysWhileTheStoreIsDown() throws Exception {
        // Given
        store.stop(new Stop(Stop.Kind.PROVIDER, "openai", Instant.EPOCH));
        // When
        while (stops.objection(CALLER, CANDIDATE).isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        store.down.set(true);
        int before = store.reads.get();
        while (store.reads.get() < before + 2) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        // Then
        assertThat(stops.objection(CALLER, CANDIDATE)).isPresent();
    }

    @Test
    void aStoppedKeyOpensNothingUntilItIsResumed() {
        // Given
        try (Admission admission =
                new Admission(
                        new FakeKeyStore(),
                        stops,
                        io.sallyport.exchange.secret.Secret.of("pepper"),
                        100,
                        Clock.systemUTC())) {
            NewKey made =
                    admission.create(
                            new KeyOrder(
                                    new OrganisationId("o"),
                                    "n",
                                    io.sallyport.admission.port.KeyRecord.Kind.INFERENCE,
                                    Set.of(),
                                    java.util.Optional.empty()));
            // When
            stops.stop(Stop.Kind.KEY, made.record().id().value());
            // Then
            Rejected refused =
                    catchThrowableOfType(Rejected.class, () -> admission.identify(made.secret()));
            assertThat(refused.rejection().code()).isEqualTo("api_key_stopped");
            stops.resume(Stop.Kind.KEY, made.record().id().value());
            assertThat(admission.identify(made.secret()).key()).isEqualTo(made.record().id());
        }
    }
}
