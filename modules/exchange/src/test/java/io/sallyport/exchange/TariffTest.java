package io.sallyport.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TariffTest {
    /** USD 0.14, 0.0028, 0.175 and 0.28 for a million tokens. */
    private static final Tariff CHEAP =
            new Tariff(
                    "1",
                    new NanoUsd(140_000_000),
                    new NanoUsd(2_800_000),
                    new NanoUsd(175_000_000),
                    new NanoUsd(280_000_000));

    @Test
    void eachKindOfTokenHasItsPrice() {
        // When
        NanoUsd cost = CHEAP.cost(new Usage(1_000, 10, 100, 50, 20));
        // Then: 1,000 × 140 + 10 × 2.8 + 100 × 175 + 50 × 280 nano-USD; reasoning is output
        assertThat(cost).isEqualTo(new NanoUsd(140_000 + 28 + 17_500 + 14_000));
    }

    @Test
    void whatIsWrittenForAnHourHasAPriceOfItsOwn() {
        // Given: USD 1.25 for minutes, USD 2 for an hour
        NanoUsd none = NanoUsd.ZERO;
        Tariff tariff =
                new Tariff(
                        "1",
                        none,
                        none,
                        new NanoUsd(1_250_000_000),
                        new NanoUsd(2_000_000_000),
                        none);
        // When
        NanoUsd cost = tariff.cost(new Usage(0, 0, 100, 40, 0, 0));
        // Then
        assertThat(cost).isEqualTo(new NanoUsd(60 * 1_250 + 40 * 2_000));
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "2, 6", "0, 0"})
    void aFractionOfANanoUsdIsRoundedUpOnceAndNothingStaysNothing(int tokens, long nanoUsd) {
        // Given
        Usage usage = new Usage(0, tokens, 0, 0, 0);
        // When
        NanoUsd cost = CHEAP.cost(usage);
        // Then
        assertThat(cost).isEqualTo(new NanoUsd(nanoUsd));
    }

    @Test
    void theMostTokensAnUpstreamCanReportAtAHighPriceStillFit() {
        // Given: USD 600 for a million tokens
        NanoUsd high = new NanoUsd(600_000_000_000L);
        Tariff dear = new Tariff("1", high, high, high, high);
        long most = 1_000_000_000;
        // When
        NanoUsd cost = dear.cost(new Usage(most, most, most, most, 0));
        // Then
        assertThat(cost).isEqualTo(new NanoUsd(4 * most * 600_000));
    }

    @Test
    void whatDoesNotFitIsRefusedAndNeverWraps() {
        // Given
        Tariff absurd =
                new Tariff(
                        "1", new NanoUsd(Long.MAX_VALUE), NanoUsd.ZERO, NanoUsd.ZERO, NanoUsd.ZERO);
        // When
        Throwable thrown = catchThrowable(() -> absurd.cost(new Usage(2_000_000, 0, 0, 0, 0)));
        // Then
        assertThat(thrown).isInstanceOf(ArithmeticException.class);
    }
}
