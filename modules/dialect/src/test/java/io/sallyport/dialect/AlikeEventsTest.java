package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.content.StreamEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events that are made by the one before mean and become what they would on their own. */
class AlikeEventsTest {
    private static final List<String> TEXTS =
            List.of("Hello", "", " wor\\u006cd", "\\n\\\"quoted\\\"", "日本 😀", "}]}'", "a", "bc");

    private final FakeSink sink = new FakeSink();

    @Test
    void aStreamOfTextsBecomesTheSameStreamWithTheModelsOwnName() {
        // Given
        Reply reply = openAiReply();
        AnswerReader reader = new OpenAiAnswers();
        StringBuilder wanted = new StringBuilder();
        // When
        List<StreamEvent> meaning = new ArrayList<>();
        for (String text : TEXTS) {
            UpstreamEvent event = reader.event(event(chunk("their", "1", text)));
            meaning.addAll(event.meaning());
            reply.event(event);
            wanted.append("data: ").append(chunk(ours(), "1", text)).append("\n\n");
        }
        // Then
        assertThat(sink.text()).isEqualTo(wanted.toString());
        assertThat(meaning)
                .containsExactly(
                        new StreamEvent.Started("1"),
                        new StreamEvent.TextDelta("Hello"),
                        new StreamEvent.TextDelta(" world"),
                        new StreamEvent.TextDelta("\n\"quoted\""),
                        new StreamEvent.TextDelta("日本 😀"),
                        new StreamEvent.TextDelta("}]}'"),
                        new StreamEvent.TextDelta("a"),
                        new StreamEvent.TextDelta("bc"));
    }

    @Test
    void eventsThatAlwaysDifferInMoreBecomeTheSameToo() {
        // Given
        Reply reply = openAiReply();
        AnswerReader reader = new OpenAiAnswers();
        StringBuilder wanted = new StringBuilder();
        // When
        for (int i = 0; i < 20; i++) {
            reply.event(reader.event(event(chunk("their", "id-" + i, "text"))));
            wanted.append("data: ").append(chunk(ours(), "id-" + i, "text")).append("\n\n");
        }
        // Then
        assertThat(sink.text()).isEqualTo(wanted.toString());
    }

    @Test
    void aCallOfAToolBetweenTextsIsSeen() {
        // Given
        AnswerReader reader = new OpenAiAnswers();
        for (String text : TEXTS) {
            reader.event(event(chunk("m", "1", text)));
        }
        // When
        UpstreamEvent call =
                reader.event(
                        event(
                                chunk("m", "1", "x")
                                        .replace(
                                                "\"content\":\"x\"",
                                                "\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"function\":"
                                                        + "{\"name\":\"f\",\"arguments\":\"{}\"}}]")));
        // Then
        assertThat(call.meaning()).first().isInstanceOf(StreamEvent.ToolCallStarted.class);
    }

    @Test
    void anotherAttemptBeginsWithItsOwnEvents() {
        // Given: an attempt that broke off before it was committed
        Reply reply = openAiReply();
        AnswerReader first = new OpenAiAnswers();
        first.event(event(chunk("one", "1", "never brought")));
        reply.event(first.event(event(chunk("one", "1", ""))));
        reply.discard();
        // When
        AnswerReader second = new OpenAiAnswers();
        reply.event(second.event(event(chunk("two", "2", "a"))));
        reply.event(second.event(event(chunk("two", "2", "b"))));
        reply.event(second.event(event(chunk("two", "2", "c"))));
        // Then
        assertThat(sink.text())
                .isEqualTo(
                        "data: %s\n\ndata: %s\n\ndata: %s\n\n"
                                .formatted(
                                        chunk(ours(), "2", "a"),
                                        chunk(ours(), "2", "b"),
                                        chunk(ours(), "2", "c")));
    }

    @Test
    void halvesOfAPairThatComeApartGoOutAsEscapes() {
        // Given
        Reply reply = openAiReply();
        AnswerReader reader = new AnthropicAnswers(false);
        reader.event(event("{\"type\":\"message_start\",\"message\":{\"id\":\"1\"}}"));
        // When
        for (String text : List.of("a", "b", "\\ud83d", "\\ude00", "é\\n", "z")) {
            reply.event(reader.event(event(delta(text))));
        }
        // Then
        assertThat(sink.text().lines().filter(line -> line.startsWith("data: ")))
                .hasSize(6)
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"content\":\"a\""),
                        line -> assertThat(line).contains("\"content\":\"b\""),
                        line -> assertThat(line).containsIgnoringCase("\"content\":\"\\ud83d\""),
                        line -> assertThat(line).containsIgnoringCase("\"content\":\"\\ude00\""),
                        line -> assertThat(line).contains("\"content\":\"é\\n\""),
                        line -> assertThat(line).contains("\"content\":\"z\""));
    }

    @Test
    void textsOfMessagesStayAsTheyCame() {
        // Given
        Reply reply =
                Samples.ANTHROPIC.reply(Samples.messagesWith("'stream':true"), Samples.ID, sink);
        reply.servedBy(Samples.served());
        AnswerReader reader = new AnthropicAnswers(false);
        StringBuilder wanted = new StringBuilder();
        // When
        for (String text : TEXTS) {
            reply.event(reader.event(event(delta(text))));
            wanted.append("event: content_block_delta\ndata: ").append(delta(text)).append("\n\n");
        }
        // Then
        assertThat(sink.text()).isEqualTo(wanted.toString());
    }

    private Reply openAiReply() {
        Reply reply = Samples.OPENAI.reply(Samples.chatWith("'stream':true"), Samples.ID, sink);
        reply.servedBy(Samples.served());
        return reply;
    }

    private static String ours() {
        return Samples.served().candidate().model().value();
    }

    private static String chunk(String model, String id, String text) {
        return "{\"id\":\"%s\",\"model\":\"%s\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}"
                .formatted(id, model, text);
    }

    private static String delta(String text) {
        return "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"%s\"}}"
                .formatted(text);
    }

    private static SseEvent event(String data) {
        return new SseEvent("message", Samples.bytes(data));
    }
}
