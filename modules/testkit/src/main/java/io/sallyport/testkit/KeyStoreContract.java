package io.sallyport.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.admission.port.KeyRecord;
import io.sallyport.admission.port.KeyStore;
import io.sallyport.exchange.KeyId;
import io.sallyport.exchange.OrganisationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link KeyStore} promises; a subclass names the store, fresh for each test. */
public abstract class KeyStoreContract {
    private static final Instant MADE = Instant.parse("2026-11-24T01:02:03.123456Z");
    private static final Instant ENDS = Instant.parse("2027-01-01T00:00:00.000001Z");
    private static final Instant REVOKED = Instant.parse("2026-12-01T10:00:00.654321Z");

    /** An empty store, the same one during one test. */
    protected abstract KeyStore store();

    @Test
    void aKeyIsFoundAsItWasInserted() {
        // Given
        KeyRecord key =
                new KeyRecord(
                        new KeyId("Ab3dE5gH"),
                        new OrganisationId("org_ä"),
                        "Käte's key, 'quoted' \"twice\" 🔑",
                        KeyRecord.Kind.ADMIN,
                        "0f".repeat(32),
                        Set.of("anthropic/*", "gpt-5", "openai/gpt-5-mini"),
                        MADE,
                        Optional.of(ENDS),
                        Optional.empty());
        // When
        store().insert(key);
        // Then
        assertThat(store().find(key.id())).contains(key);
    }

    @Test
    void aKeyWithoutGrantsOrExpiryIsFoundAsItWasInserted() {
        // Given
        store().insert(key("plain000"));
        // When
        Optional<KeyRecord> found = store().find(new KeyId("plain000"));
        // Then
        assertThat(found).contains(key("plain000"));
    }

    @Test
    void anUnknownIdIsEmpty() {
        // Given
        store().insert(key("known000"));
        // When
        Optional<KeyRecord> otherCase = store().find(new KeyId("KNOWN000"));
        Optional<KeyRecord> injected = store().find(new KeyId("' or 1=1 --"));
        // Then
        assertThat(otherCase).isEmpty();
        assertThat(injected).isEmpty();
    }

    @Test
    void aTakenIdIsRefusedAndTheFirstKeyStays() {
        // Given
        store().insert(key("taken000"));
        KeyRecord second =
                new KeyRecord(
                        new KeyId("taken000"),
                        new OrganisationId("thief"),
                        "second",
                        KeyRecord.Kind.ADMIN,
                        "ff".repeat(32),
                        Set.of("x"),
                        MADE,
                        Optional.empty(),
                        Optional.empty());
        // When
        assertThatThrownBy(() -> store().insert(second))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("taken000");
        // Then
        assertThat(store().find(new KeyId("taken000"))).contains(key("taken000"));
        assertThat(store().list(Optional.empty(), 10)).containsExactly(key("taken000"));
    }

    @Test
    void pagesFollowEachOtherInTheOrderOfTheIdsWithoutGapOrRepeat() {
        // Given: ids in an order in which digits, upper and lower case differ from any language's
        List<String> ids = List.of("00000000", "9zzzzzzz", "Abcdefgh", "Zzzzzzzz", "aBcdefgh");
        for (String id : ids.reversed()) {
            store().insert(key(id));
        }
        // When
        List<String> seen = new ArrayList<>();
        Optional<KeyId> after = Optional.empty();
        List<KeyRecord> page;
        do {
            page = store().list(after, 2);
            page.forEach(key -> seen.add(key.id().value()));
            after = page.isEmpty() ? after : Optional.of(page.getLast().id());
        } while (!page.isEmpty());
        // Then
        assertThat(seen).isEqualTo(ids);
    }

    @Test
    void aRevokedKeyCarriesTheMomentAndASecondCallKeepsTheFirst() {
        // Given
        store().insert(key("revoked0"));
        // When
        Optional<KeyRecord> first = store().revoke(new KeyId("revoked0"), REVOKED);
        Optional<KeyRecord> second = store().revoke(new KeyId("revoked0"), REVOKED.plusSeconds(60));
        // Then
        assertThat(first.flatMap(KeyRecord::revokedAt)).contains(REVOKED);
        assertThat(second).isEqualTo(first);
        assertThat(store().find(new KeyId("revoked0"))).isEqualTo(first);
    }

    @Test
    void revokingAnUnknownKeyIsEmptyAndChangesNothing() {
        // Given
        long before = store().version();
        // When
        Optional<KeyRecord> revoked = store().revoke(new KeyId("unknown0"), REVOKED);
        // Then
        assertThat(revoked).isEmpty();
        assertThat(store().version()).isEqualTo(before);
    }

    @Test
    void theVersionGrowsWithEveryChangeAndOnlyThen() {
        // Given
        long empty = store().version();
        // When
        store().insert(key("version0"));
        // Then
        long inserted = store().version();
        assertThat(inserted).isGreaterThan(empty);
        assertThat(store().version()).isEqualTo(inserted);
    }

    @Test
    void theVersionGrowsWithARevocation() {
        // Given
        store().insert(key("version0"));
        long inserted = store().version();
        // When
        store().revoke(new KeyId("version0"), REVOKED);
        // Then
        assertThat(store().version()).isGreaterThan(inserted);
    }

    @Test
    void concurrentChangesAreAllKeptAndAllSeenInTheVersion() throws Exception {
        // Given
        int threads = 4;
        int each = 10;
        long before = store().version();
        List<Callable<Void>> work = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            String prefix = "t" + thread;
            work.add(() -> {
                for (int i = 0; i < each; i++) {
                    store().insert(key(prefix + "-" + i));
                    store().revoke(new KeyId(prefix + "-" + i), REVOKED);
                }
                return null;
            });
        }
        // When
        runAll(work);
        // Then
        List<KeyRecord> all = store().list(Optional.empty(), 1_000_000);
        assertThat(all).hasSize(threads * each).allMatch(key -> key.revokedAt().isPresent());
        assertThat(store().version()).isGreaterThanOrEqualTo(before + 2L * threads * each);
    }

    private static void runAll(List<Callable<Void>> work)
            throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        }
    }

    private static KeyRecord key(String id) {
        return new KeyRecord(
                new KeyId(id),
                new OrganisationId("acme"),
                "key " + id,
                KeyRecord.Kind.INFERENCE,
                "ab".repeat(32),
                Set.of(),
                MADE,
                Optional.empty(),
                Optional.empty());
    }
}
