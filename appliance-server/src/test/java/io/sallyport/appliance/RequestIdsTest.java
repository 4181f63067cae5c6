package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestIdsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
    private static final SecureRandom RANDOM = new SecureRandom();

    @Test
    void idsAscendInTimeAndHaveOneForm() {
        // Given
        Clock first = Clock.fixed(NOW, ZoneOffset.UTC);
        Clock later = Clock.offset(first, Duration.ofMillis(1));
        Clock muchLater = Clock.offset(first, Duration.ofDays(10_000));
        // When
        String[] ids = {
            new RequestIds(RANDOM, first).next().value(),
            new RequestIds(RANDOM, later).next().value(),
            new RequestIds(RANDOM, muchLater).next().value()
        };
        // Then
        assertThat(ids).isSorted().allMatch(id -> id.matches("req_[0-9a-v]{26}"));
    }

    @Test
    void idsOfOneMomentDiffer() {
        // Given
        Clock still = Clock.fixed(NOW, ZoneOffset.UTC);
        RequestIds ids = new RequestIds(RANDOM, still);
        RequestIds others = new RequestIds(RANDOM, still);
        Set<String> seen = new HashSet<>();
        // When
        for (int i = 0; i < 10_000; i++) {
            seen.add(ids.next().value());
            seen.add(others.next().value());
        }
        // Then
        assertThat(seen).hasSize(20_000);
    }
}
