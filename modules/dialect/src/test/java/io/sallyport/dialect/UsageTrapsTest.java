package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.Usage;
import io.sallyport.exchange.content.ModelRequest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * The traps "usage" and "usage detail". Shapes: OpenAI API reference "Chat completion object" and
 * "include_usage", Anthropic "Streaming messages" and "Prompt caching" (where usage is counted);
 * output_tokens_details as in the npm package {@literal @}anthropic-ai/sdk 1.12.0.
 */
class UsageTrapsTest {
    private static final String OPENAI_USAGE =
            "'usage':{'prompt_tokens':100,'completion_tokens':40,'total_tokens':140,"
                    + "'prompt_tokens_details':{'cached_tokens':64},"
                    + "'completion_tokens_details':{'reasoning_tokens':30}}";
    private static final String OPENAI_WHOLE =
            Samples.json(
                    "{'id':'c','model':'x','choices':[{'message':{'content':'a'},'finish_reason':'stop'}],"
                            + OPENAI_USAGE
                            + "}");
    private static final String OPENAI_STREAM =
            Samples.stream(
                            Samples.OPENAI,
                            "{'id':'c','choices':[{'delta':{'content':'a'}}],'usage':null}",
                            "{'id':'c','choices':[{'delta':{},'finish_reason':'stop'}],'usage':null}",
                            "{'id':'c','choices':[]," + OPENAI_USAGE + "}")
                    + "data: [DONE]\n\n";

    private static final String ANTHROPIC_WHOLE =
            Samples.json(
                    "{'id':'m','model':'x','content':[{'type':'text','text':'a'}],'stop_reason':'end_turn',"
                            + "'usage':{'input_tokens':10,'cache_read_input_tokens':200,'cache_creation_input_tokens':30,"
                            + "'cache_creation':{'ephemeral_5m_input_tokens':20,'ephemeral_1h_input_tokens':10},"
                            + "'output_tokens':7,'output_tokens_details':{'thinking_tokens':3}}}");
    private static final String ANTHROPIC_STREAM =
            Samples.stream(
                    Samples.ANTHROPIC,
                    "{'type':'message_start','message':{'id':'m','usage':{'input_tokens':10,"
                            + "'cache_read_input_tokens':200,'cache_creation_input_tokens':30,'output_tokens':1}}}",
                    "{'type':'content_block_start','index':0,'content_block':{'type':'text','text':''}}",
                    "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'a'}}",
                    "{'type':'content_block_stop','index':0}",
                    "{'type':'message_delta','delta':{'stop_reason':'end_turn'},'usage':{'input_tokens':10,"
                            + "'cache_read_input_tokens':200,'cache_creation_input_tokens':30,'output_tokens':7,"
                            + "'output_tokens_details':{'thinking_tokens':3}}}",
                    "{'type':'message_stop'}");

    @Test
    void cachedTokensArePartOfThePromptInChatAndApartInMessages() {
        // When
        JsonNode message = Samples.answered(OPENAI_WHOLE, Samples.OPENAI, Samples.ANTHROPIC);
        JsonNode chat = Samples.answered(ANTHROPIC_WHOLE, Samples.ANTHROPIC, Samples.OPENAI);
        // Then
        assertThat(message.path("usage").toString())
                .isEqualTo(
                        Samples.json(
                                "{'input_tokens':36,'cache_read_input_tokens':64,"
                                        + "'cache_creation_input_tokens':0,'output_tokens':40,"
                                        + "'output_tokens_details':{'thinking_tokens':30}}"));
        assertThat(chat.at("/usage/prompt_tokens").intValue()).isEqualTo(240);
        assertThat(chat.at("/usage/prompt_tokens_details/cached_tokens").intValue()).isEqualTo(200);
        assertThat(chat.at("/usage/completion_tokens").intValue()).isEqualTo(7);
        assertThat(chat.at("/usage/total_tokens").intValue()).isEqualTo(247);
        assertThat(chat.at("/usage/completion_tokens_details/reasoning_tokens").intValue())
                .isEqualTo(3);
    }

    @Test
    void aStreamReportsTheSameAndNothingTwice() {
        // When
        List<JsonNode> events = Samples.streamed(OPENAI_STREAM, Samples.OPENAI, Samples.ANTHROPIC);
        List<JsonNode> chunks =
                Samples.streamed(ANTHROPIC_STREAM, Samples.ANTHROPIC, Samples.OPENAI);
        // Then
        assertThat(events.getFirst().at("/message/usage/output_tokens").isInt()).isTrue();
        assertThat(events.get(events.size() - 2).path("usage").toString())
                .isEqualTo(
                        Samples.json(
                                "{'input_tokens':36,'cache_read_input_tokens':64,"
                                        + "'cache_creation_input_tokens':0,'output_tokens':40,"
                                        + "'output_tokens_details':{'thinking_tokens':30}}"));
        assertThat(chunks.getLast().path("choices").isEmpty()).isTrue();
        assertThat(chunks.getLast().at("/usage/prompt_tokens").intValue()).isEqualTo(240);
        assertThat(chunks.getLast().at("/usage/completion_tokens").intValue()).isEqualTo(7);
        assertThat(chunks).filteredOn(chunk -> chunk.path("usage").isObject()).hasSize(1);
    }

    @Test
    void theReadersReportReasoningAsPartOfTheOutput() {
        // Given
        AnswerReader openAi = new OpenAiAnswers();
        AnswerReader anthropic = new AnthropicAnswers(false);
        // When
        openAi.whole(Samples.bytes(OPENAI_WHOLE));
        anthropic.whole(Samples.bytes(ANTHROPIC_WHOLE));
        // Then
        assertThat(openAi.usage()).contains(new Usage(36, 64, 0, 40, 30));
        assertThat(anthropic.usage()).contains(new Usage(10, 200, 30, 10, 7, 3));
    }

    @Test
    void theUpstreamIsAlwaysAskedForUsageAndTheCallerGetsItOnlyWhenItAsked() {
        // Given
        ModelRequest silent = Samples.chatWith("'stream':true");
        ModelRequest explicit =
                Samples.chatWith("'stream':true,'stream_options':{'include_usage':false,'x':1}");
        FakeSink sink = new FakeSink();
        Reply reply = Samples.OPENAI.reply(silent, Samples.ID, sink);
        reply.servedBy(Samples.served());
        // When
        Samples.play(OPENAI_STREAM, new OpenAiAnswers(), reply);
        // Then
        assertThat(Samples.sent(silent, Samples.OPENAI).path("stream_options").toString())
                .isEqualTo(Samples.json("{'include_usage':true}"));
        assertThat(Samples.sent(explicit, Samples.OPENAI).path("stream_options").toString())
                .isEqualTo(Samples.json("{'include_usage':true,'x':1}"));
        assertThat(
                        Samples.sent(Samples.messagesWith("'stream':true"), Samples.OPENAI)
                                .path("stream_options")
                                .toString())
                .isEqualTo(Samples.json("{'include_usage':true}"));
        assertThat(sink.text()).doesNotContain("usage").contains("\"choices\":[{");
        assertThat(Samples.streamedText(OPENAI_STREAM, Samples.OPENAI, Samples.OPENAI))
                .contains("\"prompt_tokens\":100");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {'prompt_tokens':10,'prompt_tokens_details':{'cached_tokens':50},'completion_tokens':0} | 0  | 10 | 0
                    {'prompt_tokens':10,'prompt_tokens_details':null,'completion_tokens':2}                 | 10 | 0  | 2
                    {'prompt_tokens':10,'prompt_tokens_details':{'cached_tokens':null},'completion_tokens':2} | 10 | 0  | 2
                    {'prompt_tokens':10,'prompt_tokens_details':[{'cached_tokens':5}],'completion_tokens':2} | 10 | 0  | 2
                    {'prompt_tokens':10,'cached_tokens':5,'completion_tokens':2}                            | 10 | 0  | 2
                    {'prompt_tokens':10,'cached_tokens':-5,'completion_tokens':2}                           | 10 | 0  | 2
                    {'x':{'prompt_tokens':-1},'prompt_tokens':10,'completion_tokens':2,'y':[{'prompt_tokens':5}]} | 10 | 0 | 2
                    {'prompt_tokens':10,'prompt_tokens_details':{'prompt_tokens':5,'x':{'cached_tokens':3}},'completion_tokens':2} | 10 | 0 | 2
                    {'prompt_tokens':10,'completion_tokens_details':{'cached_tokens':3},'completion_tokens':-0} | 10 | 0 | 0
                    {'prompt_tokens':10,'prompt_tokens_details':{'cached_tokens':3},'completion_tok\\u0065ns':2} | 7 | 3 | 2
                    {'prompt_tokens':1000000000,'completion_tokens':2}                                      | 1000000000 | 0 | 2
                    """)
    void detailsOfAnUpstreamAreCutToWhatIsPossible(
            String usage, long input, long cached, long output) {
        // Given
        AnswerReader reader = new OpenAiAnswers();
        // When
        reader.whole(chatTelling(usage));
        // Then
        assertThat(reader.usage()).contains(new Usage(input, cached, 0, output, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'prompt_tokens':9000000000,'completion_tokens':3}",
                "{'prompt_tokens':1000000001,'completion_tokens':3}",
                "{'prompt_tokens':99999999999999999999999999,'completion_tokens':3}",
                "{'prompt_tokens':{'a':1},'completion_tokens':3}",
                "{'prompt_tokens':[1],'completion_tokens':3}",
                "{'prompt_tokens':1e1,'completion_tokens':3}",
                "{'prompt_tokens':true,'completion_tokens':3}",
                "{'prompt_tokens':10}",
                "{'completion_tokens':3}",
                "{'prompt_tokens':10,'completion_tokens':3,'prompt_tokens_details':{'cached_tokens':-3}}",
                "{'prompt_tokens':10,'completion_tokens':3,'prompt_tokens_details':{'cached_tokens':3.5}}",
                "{'prompt_tokens':10,'completion_tokens':3,'completion_tokens_details':{'reasoning_tokens':'x'}}"
            })
    void halfAUsageOfAChatUpstreamIsNone(String usage) {
        // Given
        AnswerReader reader = new OpenAiAnswers();
        // When
        reader.whole(chatTelling(usage));
        // Then
        assertThat(reader.usage()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'input_tokens':10}",
                "{'output_tokens':3}",
                "{'input_tokens':10,'output_tokens':9000000000}",
                "{'input_tokens':10,'output_tokens':3,'cache_read_input_tokens':'many'}",
                "{'input_tokens':10,'output_tokens':3,'cache_creation_input_tokens':-1}",
                "{'input_tokens':10,'output_tokens':3,'output_tokens_details':{'thinking_tokens':0.5}}"
            })
    void halfAUsageOfAMessagesUpstreamIsNone(String usage) {
        // Given
        AnswerReader reader = new AnthropicAnswers(false);
        // When
        reader.whole(
                Samples.bytes(
                        Samples.json(
                                "{'content':[],'stop_reason':'end_turn','usage':" + usage + "}")));
        // Then
        assertThat(reader.usage()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {'prompt_tokens':10,'completion_tokens':1}  | null                                       | 10
                    {'prompt_tokens':10,'completion_tokens':1}  | {'prompt_tokens':11,'completion_tokens':7} | 11
                    {'prompt_tokens':10,'completion_tokens':1}  | {'prompt_tokens':-1,'completion_tokens':7} | none
                    {'prompt_tokens':-1,'completion_tokens':1}  | {'prompt_tokens':11,'completion_tokens':7} | none
                    """)
    void onceUnreadableAChatStreamHasNoUsageToo(String first, String last, String input) {
        // Given
        AnswerReader reader = new OpenAiAnswers();
        String stream =
                Samples.stream(
                        Samples.OPENAI,
                        "{'id':'c','choices':[{'delta':{'content':'a'}}],'usage':" + first + "}",
                        "{'id':'c','choices':[{'delta':{},'finish_reason':'stop'}],'usage':"
                                + last
                                + "}");
        // When
        Samples.events(stream).forEach(reader::event);
        // Then
        assertThat(reader.usage().map(usage -> "" + usage.input()).orElse("none")).isEqualTo(input);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    -5                      | 3
                    99999999999999999999999 | 3
                    3                       | 1.5
                    'many'                  | 3
                    """)
    void numbersOfAnUpstreamThatCannotBeReadAreNoUsage(String input, String output) {
        // Given
        AnswerReader openAi = new OpenAiAnswers();
        AnswerReader anthropic = new AnthropicAnswers(false);
        String numbers = "{'%s_tokens':%s,'%s_tokens':%s}}";
        // When
        openAi.whole(
                Samples.bytes(
                        Samples.json(
                                "{'choices':[{'message':{'content':'a'},'finish_reason':'stop'}],'usage':"
                                        + numbers.formatted(
                                                "prompt", input, "completion", output))));
        anthropic.whole(
                Samples.bytes(
                        Samples.json(
                                "{'content':[],'stop_reason':'end_turn','usage':"
                                        + numbers.formatted("input", input, "output", output))));
        // Then
        assertThat(openAi.usage()).isEmpty();
        assertThat(anthropic.usage()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {'input_tokens':10,'output_tokens':1} | {}                   | 10
                    {'input_tokens':10,'output_tokens':1} | {'output_tokens':7}  | 10
                    {'input_tokens':-1,'output_tokens':1} | {'output_tokens':7}  | none
                    {'input_tokens':10,'output_tokens':1} | {'output_tokens':-7} | none
                    {}                                    | {}                   | none
                    """)
    void onceUnreadableAStreamHasNoUsageAndSilenceTakesNothingBack(
            String first, String last, String input) {
        // Given
        AnswerReader reader = new AnthropicAnswers(false);
        String stream =
                Samples.stream(
                        Samples.ANTHROPIC,
                        "{'type':'message_start','message':{'id':'m','usage':" + first + "}}",
                        "{'type':'message_delta','delta':{'stop_reason':'end_turn'},'usage':"
                                + last
                                + "}",
                        "{'type':'message_stop'}");
        // When
        Samples.events(stream).forEach(reader::event);
        // Then
        assertThat(reader.usage().map(usage -> "" + usage.input()).orElse("none")).isEqualTo(input);
    }

    @Test
    void whatIsReportedInTheMiddleOfAStreamIsNotTheWhole() {
        // Given
        AnswerReader reader = new AnthropicAnswers(false);
        List<SseEvent> events = Samples.events(ANTHROPIC_STREAM);
        // When
        events.subList(0, 3).forEach(reader::event);
        boolean inTheMiddle = reader.finished();
        events.subList(3, events.size()).forEach(reader::event);
        // Then
        assertThat(inTheMiddle).isFalse();
        assertThat(reader.finished()).isTrue();
    }

    @Test
    void anUpstreamThatReportsNothingIsKnownToHaveReportedNothing() {
        // Given
        AnswerReader openAi = new OpenAiAnswers();
        AnswerReader anthropic = new AnthropicAnswers(false);
        // When
        openAi.whole(
                Samples.bytes(
                        Samples.json(
                                "{'choices':[{'message':{'content':'a'},'finish_reason':'stop'}]}")));
        anthropic.whole(Samples.bytes(Samples.json("{'content':[],'stop_reason':'end_turn'}")));
        // Then
        assertThat(openAi.usage()).isEqualTo(Optional.empty());
        assertThat(anthropic.usage()).isEqualTo(Optional.empty());
    }

    private static byte[] chatTelling(String usage) {
        return Samples.bytes(
                Samples.json(
                        "{'choices':[{'message':{'content':'a'},'finish_reason':'stop'}],'usage':"
                                + usage
                                + "}"));
    }
}
