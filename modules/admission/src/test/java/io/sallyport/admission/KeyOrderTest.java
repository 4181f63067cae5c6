package io.sallyport.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sallyport.admission.port.KeyRecord.Kind;
import io.sallyport.exchange.OrganisationId;
import io.sallyport.exchange.Rejected;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyOrderTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "\0", "a\u202Eb"})
    void aNameThatNobodyCanReadIsRefused(String name) {
        // When
        Throwable thrown = catchThrowable(() -> order(name, Set.of()));
        // Then
        isRefusedAt("name", thrown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "*", "a*", "*/b", "a/*/b", "a\n", "ä", "a,b"})
    void aGrantThatIsNeitherNameNorPatternIsRefused(String grant) {
        // When
        Throwable thrown = catchThrowable(() -> order("test", Set.of(grant)));
        // Then
        isRefusedAt("allowed_models", thrown);
    }

    @Test
    void namesAliasesAndPatternsAreTaken() {
        // Given
        Set<String> grants = Set.of("openai/*", "gpt-5", "openrouter/meta/llama-4:free");
        // When
        KeyOrder order = order("test", grants);
        // Then
        assertThat(order.allowedModels()).isEqualTo(grants);
    }

    private static KeyOrder order(String name, Set<String> grants) {
        return new KeyOrder(
                new OrganisationId("acme"), name, Kind.INFERENCE, grants, Optional.empty());
    }

    private static void isRefusedAt(String field, Throwable thrown) {
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused -> assertThat(refused.rejection().field()).contains(field));
    }
}
