package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.DeploymentId;
import io.sallyport.exchange.Head;
import io.sallyport.exchange.Headers;
import io.sallyport.exchange.ModelId;
import io.sallyport.exchange.NanoUsd;
import io.sallyport.exchange.ProviderName;
import io.sallyport.exchange.Rejected;
import io.sallyport.exchange.Tariff;
import io.sallyport.exchange.Usage;
import io.sallyport.exchange.content.ModelRequest;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Events are shaped like the examples of Anthropic's API reference, "Streaming messages". */
class AnthropicMessagesTest {
    private static final Candidate CANDIDATE =
            new Candidate(
                    new DeploymentId("d"),
                    new ModelId("claude"),
                    new ProviderName("p"),
                    "claude-upstream",
                    new Tariff("1", NanoUsd.ZERO, NanoUsd.ZERO, NanoUsd.ZERO, NanoUsd.ZERO),
                    OptionalInt.of(100));

    private final AnthropicMessages dialect = new AnthropicMessages();

    @Test
    void emptyDeltasAndCitationsDoNotCommit() {
        // Given
        AnthropicAnswers reader = new AnthropicAnswers(false);
        // When
        UpstreamEvent empty = delta(reader, "{\"type\":\"text_delta\",\"text\":\"\"}");
        UpstreamEvent citation = delta(reader, "{\"type\":\"citations_delta\"}");
        UpstreamEvent text = delta(reader, "{\"type\":\"text_delta\",\"text\":\"a\"}");
        // Then
        assertThat(empty.content()).isFalse();
        assertThat(citation.content()).isFalse();
        assertThat(text.content()).isTrue();
    }

    @Test
    void usageOfAStreamIsSetAndNotAdded() {
        // Given
        AnthropicAnswers reader = new AnthropicAnswers(false);
        event(
                reader,
                "{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"usage\":{\"input_tokens\":5,"
                        + "\"cache_read_input_tokens\":7,\"output_tokens\":1}}}");
        event(
                reader,
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},"
                        + "\"usage\":{\"output_tokens\":9}}");
        assertThat(reader.ended()).isFalse();
        // When
        event(reader, "{\"type\":\"message_stop\"}");
        // Then
        assertThat(reader.ended()).isTrue();
        assertThat(reader.usage()).contains(new Usage(5, 7, 0, 9, 0));
    }

    @Test
    void aStreamThatStopsWithoutAReasonIsAFault() {
        // Given
        AnthropicAnswers reader = new AnthropicAnswers(false);
        // When
        Throwable thrown = catchThrowable(() -> event(reader, "{\"type\":\"message_stop\"}"));
        // Then
        assertThat(thrown).isInstanceOf(ProtocolFault.class);
    }

    @Test
    void anErrorEventIsAFaultOfTheUpstream() {
        // When
        UpstreamEvent event =
                event(
                        new AnthropicAnswers(false),
                        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}");
        // Then
        assertThat(event.fault()).isPresent();
        assertThat(event.content()).isFalse();
    }

    @Test
    void unknownFieldsTravelByteForByteAndTheLimitIsClamped() {
        // Given
        ModelRequest request =
                messages(
                        "{\"model\":\"x\",\"max_tokens\":500,\"new_field\": {\"a\" :1},"
                                + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
        // When
        byte[] sent = dialect.encode(request, CANDIDATE).orElseThrow().bytes();
        // Then
        assertThat(new String(sent, StandardCharsets.UTF_8))
                .contains("\"claude-upstream\"", "\"new_field\": {\"a\" :1}", "\"max_tokens\":100");
    }

    @Test
    void threadsAndAMissingLimitAreRefusedByName() {
        // Given
        String turns = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        // When
        Throwable thread =
                catchThrowable(
                        () -> messages("{\"model\":\"x\",\"max_tokens\":5,\"thread\":{}," + turns));
        Throwable noLimit = catchThrowable(() -> messages("{\"model\":\"x\"," + turns));
        // Then
        assertThat(thread).isInstanceOf(Rejected.class).hasMessage("thread_unsupported_request");
        assertThat(noLimit)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused -> assertThat(refused.rejection().field()).contains("max_tokens"));
    }

    private ModelRequest messages(String body) {
        return dialect.decode(
                new Head("POST", "/v1/messages", "", Headers.NONE),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static UpstreamEvent delta(AnthropicAnswers reader, String delta) {
        return event(
                reader, "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":" + delta + "}");
    }

    private static UpstreamEvent event(AnthropicAnswers reader, String data) {
        return reader.event(new SseEvent("message", data.getBytes(StandardCharsets.UTF_8)));
    }
}
