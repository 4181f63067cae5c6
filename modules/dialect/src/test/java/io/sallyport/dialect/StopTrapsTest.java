package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.content.ModelRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * The traps "stop" and "refusal". The words are those of Anthropic's "Handling stop reasons" and of
 * OpenAI's "Chat completion object", finish_reason.
 */
class StopTrapsTest {

    @ParameterizedTest
    @CsvSource({
        "end_turn, stop",
        "tool_use, tool_calls",
        "max_tokens, length",
        "model_context_window_exceeded, length",
        "stop_sequence, stop",
        "refusal, content_filter",
        "pause_turn, stop",
        "compaction, stop",
        "a_word_of_tomorrow, stop"
    })
    void aStopReasonOfMessagesHasItsTwinInChatWholeAndStreamed(String reason, String wanted) {
        // Given
        String whole =
                "{'id':'m','content':[{'type':'text','text':'a'}],'stop_reason':'R','usage':{}}";
        String stream =
                Samples.stream(
                        Samples.ANTHROPIC,
                        "{'type':'message_start','message':{'id':'m','usage':{}}}",
                        "{'type':'message_delta','delta':{'stop_reason':'" + reason + "'}}",
                        "{'type':'message_stop'}");
        // When
        JsonNode answer =
                Samples.answered(
                        Samples.json(whole.replace("'R'", "'" + reason + "'")),
                        Samples.ANTHROPIC,
                        Samples.OPENAI);
        List<JsonNode> chunks = Samples.streamed(stream, Samples.ANTHROPIC, Samples.OPENAI);
        // Then
        assertThat(answer.at("/choices/0/finish_reason").stringValue()).isEqualTo(wanted);
        assertThat(chunks)
                .filteredOn(chunk -> chunk.at("/choices/0/finish_reason").isString())
                .singleElement()
                .satisfies(chunk ->
                        assertThat(chunk.at("/choices/0/finish_reason").stringValue())
                                .isEqualTo(wanted));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    stop           | 'content':'a'                  | end_turn
                    length         | 'content':'a'                  | max_tokens
                    content_filter | 'content':'a'                  | refusal
                    tool_calls     | 'content':null,'tool_calls':[] | tool_use
                    function_call  | 'content':null,'tool_calls':[] | tool_use
                    stop           | 'content':null,'tool_calls':[] | tool_use
                    stop           | 'content':null,'refusal':'No.' | refusal
                    eos            | 'content':'a'                  | end_turn
                    """)
    void aFinishReasonOfChatHasItsTwinInMessagesWholeAndStreamed(
            String reason, String message, String wanted) {
        // Given
        String filled =
                message.replace(
                        "[]",
                        "[{'index':0,'id':'c','type':'function','function':{'name':'f','arguments':'{}'}}]");
        String whole =
                Samples.json(
                        "{'id':'c','choices':[{'message':{"
                                + filled
                                + "},'finish_reason':'"
                                + reason
                                + "'}]}");
        String stream =
                Samples.stream(
                                Samples.OPENAI,
                                "{'id':'c','choices':[{'delta':{" + filled + "}}]}",
                                "{'id':'c','choices':[{'delta':{},'finish_reason':'"
                                        + reason
                                        + "'}]}")
                        + "data: [DONE]\n\n";
        // When
        JsonNode answer = Samples.answered(whole, Samples.OPENAI, Samples.ANTHROPIC);
        List<JsonNode> events = Samples.streamed(stream, Samples.OPENAI, Samples.ANTHROPIC);
        // Then
        assertThat(answer.path("stop_reason").stringValue()).isEqualTo(wanted);
        assertThat(events.get(events.size() - 2).at("/delta/stop_reason").stringValue())
                .isEqualTo(wanted);
        assertThat(events.getLast().path("type").stringValue()).isEqualTo("message_stop");
    }

    @Test
    void theStopSequenceThatWasMetIsKeptInItsOwnDialect() {
        // Given
        String body =
                Samples.json(
                        "{'id':'m','model':'x','content':[],'stop_reason':'stop_sequence','stop_sequence':'END','usage':{}}");
        // When
        JsonNode answer = Samples.answered(body, Samples.ANTHROPIC, Samples.ANTHROPIC);
        // Then
        assertThat(answer.path("stop_sequence").stringValue()).isEqualTo("END");
    }

    @Test
    void aRefusalInWordsIsTextForAMessagesCaller() {
        // Given
        String body =
                Samples.json(
                        "{'id':'c','choices':[{'message':{'content':null,'refusal':'I cannot.'},'finish_reason':'stop'}]}");
        // When
        JsonNode answer = Samples.answered(body, Samples.OPENAI, Samples.ANTHROPIC);
        // Then
        assertThat(answer.path("content").toString())
                .isEqualTo(Samples.json("[{'type':'text','text':'I cannot.'}]"));
    }

    @Test
    void aRefusalOfTheConversationSoFarReachesAMessagesUpstreamAsText() {
        // Given
        ModelRequest request =
                Samples.chat(
                        "{'model':'m','messages':[{'role':'user','content':'a'},"
                                + "{'role':'assistant','content':null,'refusal':'No.'},"
                                + "{'role':'user','content':'b'}]}");
        // When
        JsonNode sent = Samples.sent(request, Samples.ANTHROPIC);
        // Then
        assertThat(sent.at("/messages/1/content/0/text").stringValue()).isEqualTo("No.");
    }
}
