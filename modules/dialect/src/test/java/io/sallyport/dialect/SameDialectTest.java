package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.Head;
import io.sallyport.exchange.Headers;
import io.sallyport.exchange.content.ModelRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Between equals the payload is spliced: whatever we do not have to change arrives byte for byte,
 * whether we know it or not. The bodies have what JSON libraries like to rewrite (1.0, 1e5, big
 * integers, escapes, order, nulls) and what SDKs really send (LlamaIndex's explicit nulls, Claude
 * Code's betas and fields; recordings of November 2026).
 */
class SameDialectTest {
    private static final String ODD_VALUES =
            """
            "zeta":1.0,"alpha":1e5,"big":123456789012345678901234567890,"neg":-0.0,"e":1E-7,\
            "text":"\\u00e4\\/\\ud83d\\ude00 \\u0000 ä😀","null":null,"nested":{"b":[1,2,{"c":[]}],"a":{},"":7},\
            "":"","a.b":true\
            """;

    private static final String CHAT =
            """
            {"stream":false,"models":["b","c"],%s,"messages":[{"tomorrow":{"x":1.50},"content":[{"type":"a_part_of_tomorrow","x":[1.0]},{"text":"hi","type":"text"}],"role":"user","name":null},
             {"role":"assistant","content":null,"tool_calls":null,"audio":null},{"role":"assistant"}],"model":"asked","temperature":0.70,"stop":null,"tools":[{"type":"tool_of_tomorrow","x":1.0,"":[]}],\
            "reasoning_effort":null,"user":"","provider":{"order":["x"]}}\
            """;

    private static final String MESSAGES =
            """
            {"model":"asked","max_tokens":64,%s,"fallbacks":[{"model":"b"}],"messages":[{"content":[{"type":"a_block_of_tomorrow","content":{"x":1.0}},{"type":"web_search_tool_result","content":{"error_code":"x"}},
             {"type":"tool_result","tool_use_id":"t","content":[{"type":"tool_reference","tool_name":"x"}],"cache_control":{"type":"ephemeral"}}],"role":"user","output_config":{"effort":"low"}},
             {"role":"assistant","content":[{"type":"thinking","thinking":"","signature":"Eq\\u0051B","x":1.0},{"type":"tool_use","id":"t","name":"n","input":{"x":1.0,"y":1e5},"caller":{"type":"direct"}}]}],\
            "context_management":{"edits":[{"type":"clear_thinking_20251015","keep":"all"}]},"speed":"fast","thinking":{"type":"adaptive","display":"omitted"},"top_k":40,"stop_sequences":null}\
            """;

    @Test
    void aChatBodyArrivesByteForByteButForTheNamesOfModels() {
        // Given
        String body = CHAT.replace("%s", ODD_VALUES);
        ModelRequest request =
                Samples.OPENAI.decode(Samples.post("/v1/chat/completions"), Samples.bytes(body));
        // When
        String sent = Samples.sentText(request, Samples.OPENAI);
        // Then
        assertThat(sent)
                .isEqualTo(
                        body.replace("\"models\":[\"b\",\"c\"],", "")
                                .replace(",\"provider\":{\"order\":[\"x\"]}", "")
                                .replace("asked", "upstream-name"));
    }

    @Test
    void aMessagesBodyArrivesByteForByteButForTheNamesOfModels() {
        // Given
        String body = MESSAGES.replace("%s", ODD_VALUES);
        ModelRequest request =
                Samples.ANTHROPIC.decode(Samples.post("/v1/messages"), Samples.bytes(body));
        // When
        String sent = Samples.sentText(request, Samples.ANTHROPIC);
        // Then
        assertThat(sent)
                .isEqualTo(
                        body.replace("\"fallbacks\":[{\"model\":\"b\"}],", "")
                                .replace("asked", "upstream-name"));
    }

    @Test
    void aWholeAnswerArrivesByteForByteButForTheNameOfTheModel() {
        for (Dialect dialect : new Dialect[] {Samples.OPENAI, Samples.ANTHROPIC}) {
            // Given
            String body =
                    dialect.equals(Samples.OPENAI)
                            ? "{\"id\":\"c\",%s,\"model\":\"theirs\",\"choices\":[{\"message\":{\"content\":null,\"x\":1.0},\"finish_reason\":\"stop\",\"logprobs\":null}]}"
                            : "{\"id\":\"m\",%s,\"model\":\"theirs\",\"content\":[{\"type\":\"x\",\"y\":1.0}],\"stop_reason\":\"compaction\",\"usage\":{\"iterations\":[]}}";
            String whole = body.replace("%s", ODD_VALUES);
            FakeSink sink = new FakeSink();
            ModelRequest request =
                    dialect.equals(Samples.OPENAI)
                            ? Samples.chatWith("'n':1")
                            : Samples.messagesWith("'top_k':1");
            Reply reply = dialect.reply(request, Samples.ID, sink);
            reply.servedBy(Samples.served());
            // When
            reply.answer(dialect.reader(request, Samples.CANDIDATE).whole(Samples.bytes(whole)));
            // Then
            assertThat(sink.text()).isEqualTo(whole.replace("theirs", "served"));
        }
    }

    @Test
    void unknownEventsAndFieldsOfAStreamArriveByteForByte() {
        // Given
        String anthropic =
                """
                event: message_start
                data: {"type":"message_start","message":{"x":1.0,"id":"m","model":"theirs","usage":{"y":1e5}},"z":[]}

                event: event_of_tomorrow
                data: {"type":"event_of_tomorrow","big":123456789012345678901234567890}

                event: ping
                data: {"type": "ping"}

                event: content_block_start
                data: {"type":"content_block_start","index":0,"content_block":{"type":"block_of_tomorrow","x":1.50}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"delta_of_tomorrow","x":1.0}}

                event: message_delta
                data: {"type":"message_delta","delta":{"stop_reason":"end_turn","container":null},"usage":{"output_tokens":1},"context_management":{"applied_edits":[]}}

                event: message_stop
                data: {"type":"message_stop"}

                """;
        String openAi =
                """
                data: {"x":1.0,"id":"c","model":"theirs","choices":[{"index":0,"delta":{"content":"a","obfuscation":"é\\u00e9"},"finish_reason":null,"logprobs":null}],"usage":null,"service_tier":"default"}

                data: {"id":"c","model":"theirs","choices":[{"index":0,"delta":{},"finish_reason":"stop","x":1e5}]}

                data: [DONE]

                """;
        // When
        String toMessages = Samples.streamedText(anthropic, Samples.ANTHROPIC, Samples.ANTHROPIC);
        String toChat = Samples.streamedText(openAi, Samples.OPENAI, Samples.OPENAI);
        // Then
        assertThat(toMessages).isEqualTo(anthropic.replace("theirs", "served"));
        assertThat(toChat).isEqualTo(openAi.replace("theirs", "served"));
    }

    @Test
    void severalChoicesOfAStreamArriveByteForByte() {
        // Given: both choices call a tool, each with indexes of its own
        String stream =
                """
                data: {"id":"c","model":"theirs","choices":[{"index":1,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}]}}]}

                data: {"id":"c","model":"theirs","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"b","function":{"name":"f","arguments":"{}"}}]}}]}

                data: {"id":"c","model":"theirs","choices":[{"index":1,"delta":{"audio":{"data":"AAAA"}}}]}

                data: {"id":"c","model":"theirs","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

                data: [DONE]

                """;
        // When
        String arrived = Samples.streamedText(stream, Samples.OPENAI, Samples.OPENAI);
        // Then
        assertThat(arrived).isEqualTo(stream.replace("theirs", "served"));
    }

    @Test
    void contentThatWeDoNotKnowCommitsToo() {
        // Given
        OpenAiAnswers reader = new OpenAiAnswers();
        // When
        boolean empty =
                content(reader, "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}");
        boolean audio = content(reader, "{\"audio\":{\"data\":\"AAAA\"}}");
        boolean call = content(reader, "{\"function_call\":{\"arguments\":\"{\"}}");
        // Then
        assertThat(empty).isFalse();
        assertThat(audio).isTrue();
        assertThat(call).isTrue();
    }

    private static boolean content(OpenAiAnswers reader, String delta) {
        String chunk = "{\"choices\":[{\"delta\":" + delta + "}]}";
        return reader.event(new SseEvent("message", Samples.bytes(chunk))).content();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    beta=true                       | /messages?beta=true
                    key=slp_secret&beta=true&x=1    | /messages?beta=true
                    ``                              | /messages
                    beta=%0d%0ax                    | /messages
                    """)
    void ofTheQueryOnlyWhatTheProtocolKnowsReachesAnAnthropicUpstream(String query, String path) {
        // Given
        Head head =
                new Head(
                        "POST",
                        "/v1/messages",
                        query,
                        Headers.of(
                                "anthropic-beta",
                                "a-2025-01-01,b",
                                "anthropic-version",
                                "2026-10-21",
                                "x-api-key",
                                "slp_secret",
                                "x-app",
                                "cli"));
        ModelRequest request =
                Samples.ANTHROPIC.decode(
                        head,
                        Samples.bytes(
                                "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"));
        // When
        UpstreamBody sent = Samples.ANTHROPIC.encode(request, Samples.CANDIDATE).orElseThrow();
        // Then
        assertThat(sent.path()).isEqualTo(path);
        assertThat(sent.headers().fields())
                .extracting(field -> field.name() + "=" + field.value())
                .containsExactly("anthropic-beta=a-2025-01-01,b", "anthropic-version=2026-10-21");
        assertThat(Samples.OPENAI.encode(request, Samples.CANDIDATE).orElseThrow())
                .satisfies(translated -> {
                    assertThat(translated.path()).isEqualTo("/chat/completions");
                    assertThat(translated.headers().fields()).isEmpty();
                });
    }

    @Test
    void betasOfOpenAiReachOpenAiOnly() {
        // Given
        Head head =
                new Head(
                        "POST",
                        "/v1/chat/completions",
                        "beta=true",
                        Headers.of("openai-beta", "x=v1", "openai-organization", "acme"));
        ModelRequest request =
                Samples.OPENAI.decode(
                        head,
                        Samples.bytes(
                                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"));
        // When
        UpstreamBody own = Samples.OPENAI.encode(request, Samples.CANDIDATE).orElseThrow();
        UpstreamBody other = Samples.ANTHROPIC.encode(request, Samples.CANDIDATE).orElseThrow();
        // Then
        assertThat(own.headers()).isEqualTo(Headers.of("openai-beta", "x=v1"));
        assertThat(own.path()).isEqualTo("/chat/completions");
        assertThat(other.headers()).isEqualTo(Headers.of("anthropic-version", "2023-06-01"));
    }

    @Test
    void aTranslatedRequestHasAVersionAndNoQuery() {
        // Given
        ModelRequest request = Samples.chatWith("'n':1");
        // When
        UpstreamBody sent = Samples.ANTHROPIC.encode(request, Samples.CANDIDATE).orElseThrow();
        // Then
        assertThat(sent.path()).isEqualTo("/messages");
        assertThat(sent.headers().first("anthropic-version")).contains("2023-06-01");
        assertThat(new String(sent.bytes(), StandardCharsets.UTF_8)).doesNotContain("asked");
    }
}
