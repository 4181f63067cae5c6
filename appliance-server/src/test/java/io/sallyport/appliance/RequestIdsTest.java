package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestIdsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

    @Test
    void idsAscendInTimeAndHaveOneForm() {
        // Given
        Clock first = Clock.fixed(NOW, ZoneOffset.UTC);
        Clock later = Clock.offset(first, Duration.ofMillis(1));
        Clock muchLater = Clock.offset(first, Duration.ofDays(10_000));
        // When
        String[] ids = {
            new RequestIds(first).next().value(),
            new RequestIds(later).next().value(),
            new RequestIds(muchLater).next().value()
        };
        // Then
        assertThat(ids).isSorted().allMatch(id -> id.matches("req_[0-9a-v]{26}"));
    }

    @Test
    void idsOfOneMomentDiffer() {
        // Given
        RequestIds ids = new RequestIds(Clock.fixed(NOW, ZoneOffset.UTC));
        Set<String> seen = new HashSet<>();
        // When
        for (int i = 0; i < 10_000; i++) {
            seen.add(ids.next().value());
        }
        // Then
        assertThat(seen).hasSize(10_000);
    }
}
