package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejected;
import io.sallyport.exchange.Usage;
import io.sallyport.exchange.content.ModelRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Chat Completions and Messages in all four directions. The streams are those of the vendors'
 * documentation: OpenAI API reference "Chat completion chunk object", Anthropic "Streaming
 * messages", examples "Basic streaming request" and "Streaming request with tool use", shortened.
 */
class FourDirectionsTest {
    private static final Dialect OPENAI = Samples.DIALECTS.named(DialectName.OPENAI_CHAT);
    private static final Dialect ANTHROPIC = Samples.DIALECTS.named(DialectName.ANTHROPIC_MESSAGES);

    private static final String OPENAI_STREAM =
            """
            data: {"id":"chatcmpl-123","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}]}

            data: {"id":"chatcmpl-123","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{"content":"Hello"},"logprobs":null,"finish_reason":null}]}

            data: {"id":"chatcmpl-123","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"get_weather","arguments":""}}]},"finish_reason":null}]}

            data: {"id":"chatcmpl-123","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"city\\":"}}]},"finish_reason":null}]}

            data: {"id":"chatcmpl-123","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\\"Paris\\"}"}}]},"finish_reason":null}]}

            data: {"id":"chatcmpl-123","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

            data: {"id":"chatcmpl-123","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o-mini","choices":[],"usage":{"prompt_tokens":20,"completion_tokens":10,"total_tokens":30,"prompt_tokens_details":{"cached_tokens":5}}}

            data: [DONE]

            """;

    private static final String ANTHROPIC_STREAM =
            """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","content":[],"model":"claude-x","stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":25,"cache_read_input_tokens":7,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm."}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"EqQB"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: content_block_start
            data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"toolu_1","name":"get_weather","input":{}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\\"city\\":\\"Paris\\"}"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":1}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":15}}

            event: message_stop
            data: {"type":"message_stop"}

            """;

    @Test
    void anOpenAiStreamReachesItsOwnDialectVerbatimButForTheModelAndTheHiddenUsage() {
        // Given
        FakeSink sink = new FakeSink();
        Reply reply = reply(OPENAI, chat("\"stream\":true"), sink);
        // When
        Samples.play(OPENAI_STREAM, OPENAI.reader(chat(""), Samples.CANDIDATE), reply);
        // Then
        assertThat(sink.text())
                .contains("\"logprobs\":null")
                .contains("\"model\":\"served\"")
                .doesNotContain("gpt-4o-mini")
                .doesNotContain("prompt_tokens")
                .endsWith("data: [DONE]\n\n");
        assertThat(sink.ended).isTrue();
    }

    @Test
    void anOpenAiStreamBecomesAMessagesStream() {
        // Given
        FakeSink sink = new FakeSink();
        AnswerReader reader = OPENAI.reader(chat(""), Samples.CANDIDATE);
        // When
        Samples.play(OPENAI_STREAM, reader, reply(ANTHROPIC, message(""), sink));
        // Then
        assertThat(sink.text())
                .containsSubsequence(
                        "event: message_start",
                        "\"model\":\"served\"",
                        "\"text_delta\",\"text\":\"Hello\"",
                        "event: content_block_stop",
                        "\"tool_use\",\"id\":\"call_1\",\"name\":\"get_weather\",\"input\":{}",
                        "\"partial_json\":\"{\\\"city\\\":\"",
                        "event: content_block_stop",
                        "\"stop_reason\":\"tool_use\"",
                        "\"input_tokens\":15,\"cache_read_input_tokens\":5",
                        "event: message_stop");
        assertThat(reader.usage()).contains(new Usage(15, 5, 0, 10, 0));
    }

    @Test
    void aMessagesStreamReachesItsOwnDialectVerbatimButForTheModel() {
        // Given
        FakeSink sink = new FakeSink();
        // When
        Samples.play(
                ANTHROPIC_STREAM,
                ANTHROPIC.reader(message(""), Samples.CANDIDATE),
                reply(ANTHROPIC, message(""), sink));
        // Then
        assertThat(sink.text()).isEqualTo(ANTHROPIC_STREAM.replace("claude-x", "served"));
    }

    @Test
    void aMessagesStreamBecomesChunksWithIndexesAndUsage() {
        // Given
        FakeSink sink = new FakeSink();
        ModelRequest request = chat("\"stream\":true,\"stream_options\":{\"include_usage\":true}");
        AnswerReader reader = ANTHROPIC.reader(message(""), Samples.CANDIDATE);
        // When
        Samples.play(ANTHROPIC_STREAM, reader, reply(OPENAI, request, sink));
        // Then
        assertThat(sink.text())
                .containsSubsequence(
                        "\"role\":\"assistant\"",
                        "\"reasoning_content\":\"Hm.\"",
                        "\"tool_calls\":[{\"index\":0,\"id\":\"toolu_1\"",
                        "\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":",
                        "\"finish_reason\":\"tool_calls\"",
                        "\"choices\":[],\"usage\":{\"prompt_tokens\":32,\"completion_tokens\":15",
                        "data: [DONE]");
        assertThat(reader.usage()).contains(new Usage(25, 7, 0, 15, 0));
    }

    @Test
    void aChatRequestBecomesAMessagesRequest() {
        // Given
        ModelRequest request =
                OPENAI.decode(
                        Samples.post("/v1/chat/completions"),
                        Samples.bytes(
                                """
                                {"model":"auto","max_tokens":5000,"tool_choice":"required","parallel_tool_calls":false,
                                 "tools":[{"type":"function","function":{"name":"f"}}],
                                 "messages":[{"role":"system","content":"Be kind."},{"role":"user","content":"hi"},
                                  {"role":"assistant","content":"","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":""}},
                                   {"id":"b","type":"function","function":{"name":"f","arguments":"{\\"x\\":1}"}}]},
                                  {"role":"tool","tool_call_id":"b","content":"2"},{"role":"tool","tool_call_id":"a","content":"1"},
                                  {"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}]}
                                """));
        // When
        JsonNode body =
                Json.tree(ANTHROPIC.encode(request, Samples.CANDIDATE).orElseThrow().bytes());
        // Then
        assertThat(body.path("system").asString()).isEqualTo("Be kind.");
        assertThat(body.path("max_tokens").asInt()).isEqualTo(1000);
        assertThat(body.path("tool_choice").toString())
                .isEqualTo("{\"type\":\"any\",\"disable_parallel_tool_use\":true}");
        assertThat(body.path("messages").path(1).path("content").path(0).path("input").toString())
                .isEqualTo("{}");
        JsonNode results = body.path("messages").path(2).path("content");
        assertThat(body.path("messages").size()).isEqualTo(3);
        assertThat(results.path(0).path("tool_use_id").asString()).isEqualTo("b");
        assertThat(results.path(1).path("tool_use_id").asString()).isEqualTo("a");
        assertThat(results.path(2).path("source").path("data").asString()).isEqualTo("AAAA");
    }

    @Test
    void aMessagesRequestBecomesAChatRequest() {
        // Given
        ModelRequest request =
                message(
                        """
                        "system":[{"type":"text","text":"x-anthropic-billing-header: cc_version=1;"},{"type":"text","text":"Be kind."}],
                        "tools":[{"name":"f","input_schema":{"type":"object"}}],
                        "thinking":{"type":"enabled","budget_tokens":2000}
                        """);
        // When
        JsonNode body = Json.tree(OPENAI.encode(request, Samples.CANDIDATE).orElseThrow().bytes());
        // Then
        assertThat(body.path("messages").path(0).path("content").asString()).isEqualTo("Be kind.");
        assertThat(body.path("model").asString()).isEqualTo("upstream-name");
        assertThat(body.path("reasoning_effort").asString()).isEqualTo("low");
        assertThat(body.path("tools").path(0).path("function").path("name").asString())
                .isEqualTo("f");
    }

    @Test
    void aSameDialectBodyKeepsUnknownFieldsAndBetas() {
        // Given
        String extra = "\"context_management\":{\"edits\":[{\"type\":\"x\"}]},\"new_field\":1.0";
        ModelRequest request = message(extra);
        // When
        String body =
                new String(
                        ANTHROPIC.encode(request, Samples.CANDIDATE).orElseThrow().bytes(),
                        StandardCharsets.UTF_8);
        // Then
        assertThat(body).contains(extra).contains("\"model\":\"upstream-name\"");
    }

    @Test
    void aThreadIsRefusedAsTheSdkExpects() {
        // Given
        FakeSink sink = new FakeSink();
        // When
        assertThatThrownBy(() -> message("\"thread\":{\"type\":\"create\"}"))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> ANTHROPIC.refuse(rejected.rejection(), Samples.ID, sink));
        // Then
        assertThat(sink.status).isEqualTo(400);
        assertThat(sink.text())
                .contains(
                        "\"error_code\":\"thread_unsupported_request\",\"unsupported\":[\"thread\"]");
    }

    @Test
    void whatMessagesCannotExpressIsRefusedByName() {
        // Given
        ModelRequest request = chat("\"seed\":7");
        // When
        Throwable thrown = catchThrowable(() -> ANTHROPIC.encode(request, Samples.CANDIDATE));
        // Then
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> {
                            assertThat(rejected.rejection().meaning())
                                    .isEqualTo(Meaning.UNSUPPORTED);
                            assertThat(rejected.rejection().field()).contains("seed");
                        });
    }

    @Test
    void anUpstreamsSentenceIsMadeAgainFromItsNumbers() {
        // Given
        byte[] body =
                Samples.bytes(
                        "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":"
                                + "\"prompt is too long: 12567 tokens > 200 maximum (org secret-corp)\"}}");
        // When
        UpstreamFault fault = ANTHROPIC.fault(400, io.sallyport.exchange.Headers.NONE, body);
        // Then
        assertThat(fault.rejection().message())
                .isEqualTo("prompt is too long: 12567 tokens > 200 maximum");
    }

    @Test
    void aTranslatedAnswerHasTheIdOfItsProtocolAndTheModelThatServed() {
        // Given
        String message =
                "{'id':'msg_theirs','model':'theirs','content':[],'stop_reason':'end_turn'}";
        String completion =
                "{'id':'chatcmpl-theirs','model':'theirs','choices':[{'message':{},'finish_reason':'stop'}]}";
        // When
        JsonNode asChat = Samples.answered(Samples.json(message), ANTHROPIC, OPENAI);
        JsonNode asMessage = Samples.answered(Samples.json(completion), OPENAI, ANTHROPIC);
        // Then
        assertThat(asChat.path("id").stringValue()).startsWith("chatcmpl-");
        assertThat(asMessage.path("id").stringValue()).startsWith("msg_");
        assertThat(asChat.path("model").stringValue()).isEqualTo("served");
        assertThat(asMessage.path("model").stringValue()).isEqualTo("served");
        assertThat(asChat.path("object").stringValue()).isEqualTo("chat.completion");
        assertThat(asMessage.path("type").stringValue()).isEqualTo("message");
    }

    private static ModelRequest chat(String extra) {
        String more = extra.isEmpty() ? "" : "," + extra;
        return OPENAI.decode(
                Samples.post("/v1/chat/completions"),
                Samples.bytes(
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]"
                                + more
                                + "}"));
    }

    private static ModelRequest message(String extra) {
        String more = extra.isEmpty() ? "" : "," + extra;
        return ANTHROPIC.decode(
                Samples.post("/v1/messages"),
                Samples.bytes(
                        "{\"model\":\"m\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]"
                                + more
                                + "}"));
    }

    private static Reply reply(Dialect dialect, ModelRequest request, FakeSink sink) {
        Reply reply = dialect.reply(request, Samples.ID, sink);
        reply.servedBy(Samples.served());
        return reply;
    }
}
