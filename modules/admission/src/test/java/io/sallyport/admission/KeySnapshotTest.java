package io.sallyport.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.admission.port.KeyRecord;
import io.sallyport.admission.port.KeyRecord.Kind;
import io.sallyport.exchange.KeyId;
import io.sallyport.exchange.OrganisationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeySnapshotTest {
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

    @Test
    void aChangeThatFallsIntoTheReadingIsSeenByTheNext() {
        // Given: another node revokes the key right after its page was read
        KeyRecord key = key("abcdefgh");
        FakeKeyStore store =
                new FakeKeyStore() {
                    @Override
                    public synchronized List<KeyRecord> list(Optional<KeyId> after, int limit) {
                        List<KeyRecord> page = super.list(after, limit);
                        revoke(key.id(), NOW);
                        return page;
                    }
                };
        store.insert(key);
        // When
        KeySnapshot snapshot = KeySnapshot.load(store);
        // Then
        assertThat(snapshot.find(key.id()).orElseThrow().key().revokedAt()).isEmpty();
        assertThat(snapshot.version()).isNotEqualTo(store.version());
    }

    @Test
    void aKeyThatWasMadeHereIsThereAndNothingIsReadAgain() {
        // Given
        FakeKeyStore store = new FakeKeyStore();
        KeySnapshot snapshot = KeySnapshot.load(store);
        KeyRecord key = key("abcdefgh");
        // When
        store.insert(key);
        snapshot.made(key, store.version());
        // Then
        assertThat(snapshot.find(key.id())).isPresent();
        assertThat(snapshot.version()).isEqualTo(store.version());
    }

    @Test
    void aKeyThatAnotherNodeMadeMeanwhileMakesTheSnapshotStale() {
        // Given
        FakeKeyStore store = new FakeKeyStore();
        KeySnapshot snapshot = KeySnapshot.load(store);
        KeyRecord key = key("abcdefgh");
        // When
        store.insert(key("ijklmnop"));
        store.insert(key);
        snapshot.made(key, store.version());
        // Then
        assertThat(snapshot.find(key.id())).isPresent();
        assertThat(snapshot.version()).isNotEqualTo(store.version());
    }

    private static KeyRecord key(String id) {
        return new KeyRecord(
                new KeyId(id),
                new OrganisationId("acme"),
                "test",
                Kind.INFERENCE,
                "00".repeat(32),
                Set.of(),
                NOW,
                Optional.empty(),
                Optional.empty());
    }
}
