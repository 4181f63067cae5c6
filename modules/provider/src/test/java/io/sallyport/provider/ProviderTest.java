package io.sallyport.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sallyport.dialect.UpstreamBody;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Headers;
import io.sallyport.exchange.ProviderName;
import io.sallyport.exchange.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider may be made of, and the call that it makes. */
class ProviderTest {
    private static final UpstreamBody BODY =
            new UpstreamBody("/messages", new byte[] {'{', '}'}, Headers.of("anthropic-beta", "b"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "content-length",
                "Transfer-Encoding",
                "Accept-Encoding",
                "content-type",
                "Authorization",
                "x-api-key"
            })
    void anExtraHeaderOfTheGatewayOrTheCredentialIsRefusedWithoutItsValue(String name) {
        // When
        Throwable thrown = catchThrowable(() -> provider("sk", Headers.of(name, "s3cret")));
        // Then
        assertThat(thrown)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("provider up")
                .hasMessageContaining(new Headers.Field(name, "").name())
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x y", "x:y", "ä", "x(y)"})
    void anExtraHeaderThatNoHeaderCanBeIsRefused(String name) {
        // When
        Throwable thrown = catchThrowable(() -> provider("sk", Headers.of(name, "v")));
        // Then
        assertThat(thrown).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anExtraHeaderWithAControlCharacterIsRefused() {
        // When
        Throwable thrown = catchThrowable(() -> provider("sk", Headers.of("x", "v\u0001")));
        // Then
        assertThat(thrown).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-1\n", "sk-\u0000", "sk-ä"})
    void anApiKeyThatNoHeaderCanCarryIsRefusedWithoutIt(String key) {
        // When
        Throwable thrown = catchThrowable(() -> provider(key, Headers.NONE));
        // Then
        assertThat(thrown)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("provider up")
                .hasMessageNotContaining("sk-");
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example,https://api.example/v1/messages",
        "https://api.example/,https://api.example/v1/messages",
        "https://api.example/v1,https://api.example/v1/messages",
        "https://api.example/x/v1/,https://api.example/x/v1/messages"
    })
    void baseAndPathAreJoined(String base, String address) {
        // Given
        Provider provider = provider(URI.create(base), "sk", Headers.NONE);
        // When
        URI joined = provider.call(BODY).uri();
        // Then
        assertThat(joined).isEqualTo(URI.create(address));
    }

    @Test
    void theCallCarriesProtocolConfigurationAndCredential() {
        // When
        Headers headers = provider("sk-1", Headers.of("x-team", "a")).call(BODY).headers();
        // Then
        assertThat(headers.first("authorization")).contains("Bearer sk-1");
        assertThat(headers.first("x-team")).contains("a");
        assertThat(headers.first("anthropic-beta")).contains("b");
        assertThat(headers.first("content-type")).contains("application/json");
    }

    @Test
    void whatIsLeftOfTheWholeShortensEveryWaitThatIsLonger() {
        // When
        Deadlines left =
                provider("sk", Headers.NONE).call(BODY).within(Duration.ofSeconds(7)).deadlines();
        // Then
        assertThat(left)
                .isEqualTo(
                        new Deadlines(
                                Deadlines.DEFAULTS.connect(),
                                Duration.ofSeconds(7),
                                Deadlines.DEFAULTS.idle(),
                                Duration.ofSeconds(7)));
    }

    @Test
    void twoProvidersOfOneNameAreRefused() {
        // Given
        Provider one = provider("sk", Headers.NONE);
        // When
        Throwable thrown = catchThrowable(() -> new Providers(List.of(one, one)));
        // Then
        assertThat(thrown).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("up");
    }

    private static Provider provider(String key, Headers extra) {
        return provider(URI.create("https://api.example"), key, extra);
    }

    private static Provider provider(URI base, String key, Headers extra) {
        return new Provider(
                new ProviderName("up"),
                DialectName.ANTHROPIC_MESSAGES,
                base,
                Authentication.BEARER,
                Optional.of(Secret.of(key)),
                extra,
                true,
                Deadlines.DEFAULTS,
                Reach.within());
    }
}
