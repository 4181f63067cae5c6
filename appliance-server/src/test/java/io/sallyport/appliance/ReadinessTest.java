package io.sallyport.appliance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.Test;

/** When a load balancer is told to look elsewhere. */
class ReadinessTest {
    @Test
    void nobodyWhoWritesTracesIsNotReady() {
        // Given
        Readiness readiness = new Readiness(() -> true, () -> true, () -> false, Clock.systemUTC());
        readiness.serving();
        // When
        AdminAnswer answer = readiness.ready();
        // Then
        assertThat(answer.status()).isEqualTo(503);
        assertThat(new String(answer.body(), UTF_8))
                .contains("\"traces\":\"DOWN\"", "\"database\":\"UP\"", "\"keys\":\"UP\"");
    }

    @Test
    void nobodyWhoFollowsChangesOfKeysIsNotReady() {
        // Given
        Readiness readiness = new Readiness(() -> true, () -> false, () -> true, Clock.systemUTC());
        readiness.serving();
        // When
        AdminAnswer answer = readiness.ready();
        // Then
        assertThat(answer.status()).isEqualTo(503);
        assertThat(new String(answer.body(), UTF_8)).contains("\"keys\":\"DOWN\"");
    }
}
