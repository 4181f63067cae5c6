package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        AnthropicAnswers reader = new AnthropicAnswers(false);
        assertThat(delta(reader, "{\"type\":\"text_delta\",\"text\":\"\"}").content()).isFalse();
        assertThat(delta(reader, "{\"type\":\"citations_delta\"}").content()).isFalse();
        assertThat(delta(reader, "{\"type\":\"text_delta\",\"text\":\"a\"}").content()).isTrue();
    }

    @Test
    void usageOfAStreamIsSetAndNotAdded() {
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
        event(reader, "{\"type\":\"message_stop\"}");
        assertThat(reader.ended()).isTrue();
        assertThat(reader.usage()).contains(new Usage(5, 7, 0, 9, 0));
    }

    @Test
    void aStreamThatStopsWithoutAReasonIsAFault() {
        AnthropicAnswers reader = new AnthropicAnswers(false);
        assertThatThrownBy(() -> event(reader, "{\"type\":\"message_stop\"}"))
                .isInstanceOf(ProtocolFault.class);
    }

    @Test
    void anErrorEventIsAFaultOfTheUpstream() {
        UpstreamEvent event =
                event(
                        new AnthropicAnswers(false),
                        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}");
        assertThat(event.fault()).isPresent();
        assertThat(event.content()).isFalse();
    }

    @Test
    void unknownFieldsTravelByteForByteAndTheLimitIsClamped() {
        ModelRequest request =
                messages(
                        "{\"model\":\"x\",\"max_tokens\":500,\"new_field\": {\"a\" :1},"
                                + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
        String sent =
                new String(
                        dialect.encode(request, CANDIDATE).orElseThrow().bytes(),
                        StandardCharsets.UTF_8);
        assertThat(sent)
                .contains("\"claude-upstream\"", "\"new_field\": {\"a\" :1}", "\"max_tokens\":100");
    }

    @Test
    void threadsAndAMissingLimitAreRefusedByName() {
        String turns = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        assertThatThrownBy(
                        () -> messages("{\"model\":\"x\",\"max_tokens\":5,\"thread\":{}," + turns))
                .isInstanceOf(Rejected.class)
                .hasMessage("thread_unsupported_request");
        assertThatThrownBy(() -> messages("{\"model\":\"x\"," + turns))
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
