package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.exchange.Head;
import io.sallyport.exchange.Headers;
import io.sallyport.exchange.Rejected;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiHostileBodiesTest {
    private static final Head HEAD = new Head("POST", "/v1/chat/completions", "", Headers.NONE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{} {}",
                "{\"model\":\"a\",\"model\":\"b\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                "{\"model\":7,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                "{\"model\":\"a\"}",
                "{\"model\":\"a\",\"messages\":[]}",
                "{\"model\":\"a\",\"messages\":{}}",
                "{\"model\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"stream\":\"yes\"}",
                "{\"model\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"max_tokens\":-1}"
            })
    void refusesABodyThatIsNotAChatRequest(String body) {
        // Given
        Dialect dialect = new Dialects(Clock.systemUTC()).of(HEAD);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        // When, Then
        assertThatThrownBy(() -> dialect.decode(HEAD, bytes)).isInstanceOf(Rejected.class);
    }
}
