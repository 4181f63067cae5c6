package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sallyport.exchange.AttemptOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Whatever an upstream sends, it is a {@link ProtocolFault} or a right answer for both callers. */
class HostileAnswersTest {
    private static final Dialect[] BOTH = {Samples.OPENAI, Samples.ANTHROPIC};

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "{",
                "{}",
                "{} {}",
                "<html>",
                "{'choices':{}}",
                "{'choices':[]}",
                "{'choices':[7]}",
                "{'choices':[{'message':null,'finish_reason':'stop'}]}",
                "{'choices':[{'message':{'content':'a'}}]}",
                "{'choices':[{'message':{'content':'a'},'finish_reason':null}]}",
                "{'choices':[{'message':{'content':'a'},'finish_reason':7}]}",
                "{'choices':[{'message':{'content':'a','content':'b'},'finish_reason':'stop'}]}",
                "{'error':{'message':'x'}}"
            })
    void whatIsNoCompletionIsAFault(String body) {
        for (Dialect caller : BOTH) {
            // When
            Throwable thrown =
                    catchThrowable(
                            () -> Samples.answered(Samples.json(body), Samples.OPENAI, caller));
            // Then
            assertThat(thrown).isInstanceOf(ProtocolFault.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{'content':'a','stop_reason':'end_turn'}",
                "{'content':[],'stop_reason':null}",
                "{'content':[]}",
                "{'content':[],'stop_reason':'end_turn'} x",
                "{'type':'error','error':{'type':'api_error','message':'x'}}"
            })
    void whatIsNoMessageIsAFault(String body) {
        for (Dialect caller : BOTH) {
            // When
            Throwable thrown =
                    catchThrowable(
                            () -> Samples.answered(Samples.json(body), Samples.ANTHROPIC, caller));
            // Then
            assertThat(thrown).isInstanceOf(ProtocolFault.class);
        }
    }

    @Test
    void aNumberThatNoTreeTakesIsOverALimitForBothCallers() {
        for (Dialect caller : BOTH) {
            // Given
            String body =
                    Samples.json(
                            "{'choices':[{'message':{'content':'a'},'finish_reason':'stop'}],"
                                    + "'x':1e99999999999}");
            // When
            Throwable thrown = catchThrowable(() -> Samples.answered(body, Samples.OPENAI, caller));
            // Then
            assertThat(thrown).isInstanceOf(LimitPassed.class);
        }
    }

    @Test
    void anAnswerOfNothingIsAnEmptyAnswer() {
        // Given
        String chat =
                Samples.json("{'choices':[{'message':{'content':null},'finish_reason':'stop'}]}");
        String message = Samples.json("{'content':[],'stop_reason':'end_turn'}");
        // When
        JsonNode asMessage = Samples.answered(chat, Samples.OPENAI, Samples.ANTHROPIC);
        JsonNode asChat = Samples.answered(message, Samples.ANTHROPIC, Samples.OPENAI);
        // Then
        assertThat(asMessage.path("content")).hasToString("[]");
        assertThat(asMessage.path("stop_reason").stringValue()).isEqualTo("end_turn");
        assertThat(asChat.at("/choices/0/message/content").stringValue()).isEmpty();
    }

    @Test
    void contentInPiecesIsText() {
        // Given
        String body =
                Samples.json(
                        "{'choices':[{'message':{'content':[{'type':'text','text':'a'},{'type':'text','text':'b'}]},'finish_reason':'stop'}]}");
        // When
        JsonNode answered = Samples.answered(body, Samples.OPENAI, Samples.ANTHROPIC);
        // Then
        assertThat(answered.at("/content/0/text").stringValue()).isEqualTo("ab");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "{'choices'",
                "{}",
                "{'choices':{}}",
                "{'object':'error','message':'x','code':400}",
                "{'choices':[{'delta':{'content':{}}}]}",
                "{'choices':[{'delta':{'tool_calls':{}}}]}",
                "{'choices':[{'delta':{'tool_calls':[7]}}]}",
                "{'choices':[{'delta':{'tool_calls':[{}]}}]}",
                "[DONE]"
            })
    void whatIsNoChunkIsAFault(String data) {
        for (Dialect caller : BOTH) {
            // Given
            String stream = "data: " + Samples.json(data) + "\n\n";
            // When
            Throwable thrown =
                    catchThrowable(() -> Samples.streamedText(stream, Samples.OPENAI, caller));
            // Then
            assertThat(thrown).isInstanceOf(ProtocolFault.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{'type':7}",
                "{'type':'message_stop'}",
                "{'type':'message_start','message':{'id':'m','id':'n'}}"
            })
    void whatIsNoEventOfMessagesIsAFault(String data) {
        for (Dialect caller : BOTH) {
            // Given
            String stream = "event: x\ndata: " + Samples.json(data) + "\n\n";
            // When
            Throwable thrown =
                    catchThrowable(() -> Samples.streamedText(stream, Samples.ANTHROPIC, caller));
            // Then
            assertThat(thrown).isInstanceOf(ProtocolFault.class);
        }
    }

    @Test
    void aStreamWithoutItsEndHasNotEnded() {
        // Given
        AnswerReader chat = new OpenAiAnswers();
        AnswerReader messages = new AnthropicAnswers(false);
        // When
        Samples.events(
                        Samples.stream(
                                Samples.OPENAI,
                                "{'choices':[{'delta':{'content':'a'},'finish_reason':'stop'}]}"))
                .forEach(chat::event);
        Samples.events(
                        Samples.stream(
                                Samples.ANTHROPIC,
                                "{'type':'message_start','message':{}}",
                                "{'type':'message_delta','delta':{'stop_reason':'end_turn'}}"))
                .forEach(messages::event);
        // Then
        assertThat(chat.ended()).isFalse();
        assertThat(messages.ended()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {'error':{'message':'x','type':'server_error'}}       | SERVER_ERROR
                    {'error':'model is busy'}                             | SERVER_ERROR
                    {'error':{'code':'insufficient_quota'}}               | CREDENTIAL_REFUSED
                    {'error':{'type':'rate_limit_error'}}                 | RATE_LIMITED
                    """)
    void anErrorInsideAChatStreamIsAFaultOfTheUpstream(String data, AttemptOutcome outcome) {
        // Given
        SseEvent error = new SseEvent("message", Samples.bytes(Samples.json(data)));
        // When
        UpstreamEvent event = new OpenAiAnswers().event(error);
        // Then
        assertThat(event.fault().orElseThrow().outcome()).isEqualTo(outcome);
        assertThat(event.content()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {'type':'error','error':{'type':'overloaded_error','message':'Overloaded'}} | OVERLOADED
                    {'type':'error','error':{'type':'api_error'}}                               | SERVER_ERROR
                    {'type':'error','error':'x'}                                                | SERVER_ERROR
                    {'type':'error'}                                                            | SERVER_ERROR
                    """)
    void anErrorInsideAMessagesStreamIsAFaultOfTheUpstream(String data, AttemptOutcome outcome) {
        // Given
        SseEvent error = new SseEvent("error", Samples.bytes(Samples.json(data)));
        // When
        UpstreamEvent event = new AnthropicAnswers(false).event(error);
        // Then
        assertThat(event.fault().orElseThrow().outcome()).isEqualTo(outcome);
    }

    @Test
    void halfASurrogatePairInADeltaReachesTheCallerAsItsEscape() {
        // Given: some servers cut their text between the two units of an emoji
        String stream =
                Samples.stream(
                                Samples.OPENAI,
                                "{'id':'c','choices':[{'delta':{'content':'\\ud83d'}}]}",
                                "{'id':'c','choices':[{'delta':{'content':'\\ude00'}}]}",
                                "{'id':'c','choices':[{'delta':{},'finish_reason':'stop'}]}")
                        + "data: [DONE]\n\n";
        // When
        String text = Samples.streamedText(stream, Samples.OPENAI, Samples.ANTHROPIC);
        // Then
        assertThat(text.toLowerCase(java.util.Locale.ROOT)).contains("\\ud83d", "\\ude00");
    }

    @Test
    void callsThatWaitTooLongAreAFault() {
        // Given
        AnthropicBlocks blocks = new AnthropicBlocks();
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        String piece = "x".repeat(1 << 20);
        blocks.add(new io.sallyport.exchange.content.StreamEvent.ToolCallStarted(0, "a", "f"), out);
        blocks.add(new io.sallyport.exchange.content.StreamEvent.ToolCallStarted(1, "b", "f"), out);
        // When
        Throwable thrown =
                catchThrowable(() -> {
                    for (int i = 0; i < 20; i++) {
                        blocks.add(
                                new io.sallyport.exchange.content.StreamEvent.ToolCallDelta(
                                        1, piece),
                                out);
                    }
                });
        // Then
        assertThat(thrown).isInstanceOf(ProtocolFault.class);
    }

    @Test
    void aNameOfAnEventCannotBringEventsOfItsOwn() {
        // Given
        String stream =
                Samples.stream(
                        Samples.ANTHROPIC,
                        "{'type':'message_start','message':{'id':'m','usage':{}}}",
                        "{'type':'x\\ndata: {}\\n\\nevent: content_block_delta\\ndata: {}'}");
        // When
        Throwable thrown =
                catchThrowable(
                        () -> Samples.streamedText(stream, Samples.ANTHROPIC, Samples.ANTHROPIC));
        // Then
        assertThat(thrown).isInstanceOf(ProtocolFault.class);
    }
}
