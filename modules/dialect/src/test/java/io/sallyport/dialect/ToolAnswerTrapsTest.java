package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * The traps of tool calls in answers: streamed arguments, empty ones, parallel and interleaved
 * calls, servers that leave out indexes or ids. Shapes: OpenAI API reference "Chat completion chunk
 * object", Anthropic "Streaming messages"; the defects are those of section 2 of our measurements
 * with real clients (missing index, arguments in the start of the block).
 */
class ToolAnswerTrapsTest {
    private static final String HEAD =
            "{'id':'c1','object':'chat.completion.chunk','choices':[{'index':0,'delta':";
    private static final String FINISH = HEAD + "{},'finish_reason':'tool_calls'}]}";

    /** A chunk of Chat Completions with these tool call deltas. */
    private static String calls(String deltas) {
        return HEAD + "{'tool_calls':[" + deltas + "]},'finish_reason':null}]}";
    }

    private static String chat(String... data) {
        return Samples.stream(Samples.OPENAI, data) + "data: [DONE]\n\n";
    }

    @Test
    void interleavedCallsReachAMessagesCallerBlockAfterBlock() {
        // Given
        String stream =
                chat(
                        HEAD + "{'role':'assistant','content':'Both.'},'finish_reason':null}]}",
                        calls(
                                "{'index':0,'id':'a','type':'function','function':{'name':'f','arguments':''}}"),
                        calls(
                                "{'index':1,'id':'b','type':'function','function':{'name':'g','arguments':''}}"),
                        calls("{'index':0,'function':{'arguments':'{\\'x\\':'}}"),
                        calls("{'index':1,'function':{'arguments':'{\\'y\\':'}}"),
                        calls(
                                "{'index':0,'function':{'arguments':'1}'}},{'index':1,'function':{'arguments':'2}'}}"),
                        FINISH);
        // When
        List<JsonNode> events = Samples.streamed(stream, Samples.OPENAI, Samples.ANTHROPIC);
        // Then
        assertThat(blocks(events)).containsExactly("text=Both.", "a f={\"x\":1}", "b g={\"y\":2}");
        assertThat(stopReason(events)).isEqualTo("tool_use");
    }

    @Test
    void theFirstCallIsStreamedWhileItsArgumentsCome() {
        // Given
        FakeSink sink = new FakeSink();
        Reply reply =
                Samples.ANTHROPIC.reply(Samples.messagesWith("'stream':true"), Samples.ID, sink);
        reply.servedBy(Samples.served());
        AnswerReader reader = new OpenAiAnswers();
        String begun =
                Samples.stream(
                        Samples.OPENAI,
                        calls(
                                "{'index':0,'id':'a','function':{'name':'f','arguments':'{\\'x\\':1'}}"));
        // When
        Samples.play(begun, reader, reply);
        // Then
        assertThat(sink.text()).contains("\"partial_json\":\"{\\\"x\\\":1\"");
    }

    @Test
    void parallelCallsOfMessagesReachAChatCallerWithTheirIndexes() {
        // Given
        String stream =
                anthropic(
                        block(0, "{'type':'tool_use','id':'toolu_1','name':'f','input':{}}"),
                        json(0, "{\\'x\\':"),
                        json(0, "1}"),
                        stop(0),
                        block(1, "{'type':'tool_use','id':'toolu_2','name':'g','input':{}}"),
                        json(1, ""),
                        stop(1));
        // When
        List<JsonNode> chunks = Samples.streamed(stream, Samples.ANTHROPIC, Samples.OPENAI);
        // Then
        assertThat(chatCalls(chunks)).containsExactly("toolu_1 f={\"x\":1}", "toolu_2 g={}");
    }

    @Test
    void argumentsInTheStartOfABlockAreNotLost() {
        // Given
        String stream =
                anthropic(
                        block(0, "{'type':'tool_use','id':'toolu_1','name':'f','input':{'x':1}}"),
                        stop(0));
        // When
        List<JsonNode> chunks = Samples.streamed(stream, Samples.ANTHROPIC, Samples.OPENAI);
        // Then
        assertThat(chatCalls(chunks)).containsExactly("toolu_1 f={\"x\":1}");
    }

    @Test
    void aBlockThatNobodyClosedStillHasArguments() {
        // Given
        String stream =
                anthropic(block(0, "{'type':'tool_use','id':'toolu_1','name':'f','input':{}}"));
        // When
        List<JsonNode> chunks = Samples.streamed(stream, Samples.ANTHROPIC, Samples.OPENAI);
        // Then
        assertThat(chatCalls(chunks)).containsExactly("toolu_1 f={}");
    }

    @Test
    void aCallWithoutArgumentsIsAnEmptyObjectInAWholeAnswerToo() {
        // Given
        String chat =
                Samples.json(
                        "{'id':'c','choices':[{'finish_reason':'tool_calls','message':{'content':null,'tool_calls':"
                                + "[{'id':'a','type':'function','function':{'name':'f','arguments':''}}]}}]}");
        String message =
                Samples.json(
                        "{'id':'m','content':[{'type':'tool_use','id':'a','name':'f','input':{}}],"
                                + "'stop_reason':'tool_use','usage':{}}");
        // When
        JsonNode asMessage = Samples.answered(chat, Samples.OPENAI, Samples.ANTHROPIC);
        JsonNode asChat = Samples.answered(message, Samples.ANTHROPIC, Samples.OPENAI);
        // Then
        assertThat(asMessage.path("content").toString())
                .isEqualTo(Samples.json("[{'type':'tool_use','id':'a','name':'f','input':{}}]"));
        assertThat(asChat.at("/choices/0/message/tool_calls/0").toString())
                .isEqualTo(
                        Samples.json(
                                "{'id':'a','type':'function','function':{'name':'f','arguments':'{}'}}"));
        assertThat(asChat.at("/choices/0/message/content").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // no index at all
                "{'id':'a','function':{'name':'f','arguments':'{\\'x\\':'}} {'function':{'arguments':'1}'}}"
                        + " {'id':'b','function':{'name':'g','arguments':'{}'}}",
                // every call has the index 0
                "{'index':0,'id':'a','function':{'name':'f','arguments':'{\\'x\\':1}'}}"
                        + " {'index':0,'id':'b','function':{'name':'g','arguments':'{}'}}",
                // id and name are repeated
                "{'index':0,'id':'a','function':{'name':'f','arguments':'{\\'x\\':'}}"
                        + " {'index':0,'id':'a','function':{'name':'f','arguments':'1}'}}"
                        + " {'index':1,'id':'b','function':{'name':'g','arguments':'{}'}}",
                // arguments as an object
                "{'index':0,'id':'a','function':{'name':'f','arguments':{'x':1}}}"
                        + " {'index':1,'id':'b','function':{'name':'g','arguments':{}}}"
            })
    void whatCompatibleServersGetWrongIsMendedForBothCallers(String deltas) {
        // Given
        List<String> data = new ArrayList<>();
        for (String delta : deltas.split(" ")) {
            data.add(calls(delta));
        }
        data.add(FINISH);
        String stream = chat(data.toArray(String[]::new));
        // When
        List<JsonNode> events = Samples.streamed(stream, Samples.OPENAI, Samples.ANTHROPIC);
        List<JsonNode> chunks = Samples.streamed(stream, Samples.OPENAI, Samples.OPENAI);
        // Then
        assertThat(blocks(events)).containsExactly("a f={\"x\":1}", "b g={}");
        assertThat(chunks)
                .filteredOn(chunk -> chunk.at("/choices/0/delta").has("tool_calls"))
                .allMatch(chunk -> chunk.at("/choices/0/delta/tool_calls/0/index").isInt());
        assertThat(chatCalls(chunks).getFirst()).startsWith("a f=");
        assertThat(chatCalls(chunks).getLast()).startsWith("b g=");
    }

    @Test
    void aCallWithoutAnIdGetsOneThatIsNotThatOfAnotherAnswer() {
        // Given
        String first = chat(calls("{'index':0,'function':{'name':'f','arguments':'{}'}}"), FINISH);
        // When
        List<String> one = blocks(Samples.streamed(first, Samples.OPENAI, Samples.ANTHROPIC));
        List<String> other =
                blocks(
                        Samples.streamed(
                                first.replace("c1", "c2"), Samples.OPENAI, Samples.ANTHROPIC));
        // Then
        assertThat(one).containsExactly("call_c1_0 f={}");
        assertThat(other).containsExactly("call_c2_0 f={}");
    }

    @Test
    void idsThatAnthropicClientsWouldNotSendBackAreMadePlain() {
        // Given
        String stream =
                chat(
                        calls(
                                "{'index':0,'id':'functions.f:0','function':{'name':'f','arguments':'{}'}}"),
                        FINISH);
        // When
        List<String> blocks = blocks(Samples.streamed(stream, Samples.OPENAI, Samples.ANTHROPIC));
        // Then
        assertThat(blocks.getFirst()).matches("[A-Za-z0-9_-]+ f=\\{}");
    }

    @Test
    void aCallWithoutANameIsNoAnswerOfTheProtocol() {
        // Given
        String stream = chat(calls("{'index':0,'id':'a','function':{'arguments':'{}'}}"), FINISH);
        // When
        Throwable thrown =
                catchThrowable(() -> Samples.streamed(stream, Samples.OPENAI, Samples.ANTHROPIC));
        // Then
        assertThat(thrown).isInstanceOf(ProtocolFault.class);
    }

    @Test
    void argumentsThatAreNoJsonAreAFaultUnlessTheLimitCutThemOff() {
        // Given
        String body =
                Samples.json(
                        "{'id':'c','choices':[{'finish_reason':'FINISH','message':{'content':null,'tool_calls':"
                                + "[{'id':'a','type':'function','function':{'name':'f','arguments':'{\\'x\\':'}}]}}]}");
        String broken = body.replace("FINISH", "tool_calls");
        String cut = body.replace("FINISH", "length");
        // When
        Throwable thrown =
                catchThrowable(() -> Samples.answered(broken, Samples.OPENAI, Samples.ANTHROPIC));
        JsonNode answered = Samples.answered(cut, Samples.OPENAI, Samples.ANTHROPIC);
        // Then
        assertThat(thrown).isInstanceOf(ProtocolFault.class);
        assertThat(answered.path("content"))
                .hasToString(Samples.json("[{'type':'tool_use','id':'a','name':'f','input':{}}]"));
    }

    private static String anthropic(String... blocks) {
        List<String> data = new ArrayList<>();
        data.add("{'type':'message_start','message':{'id':'m','content':[],'usage':{}}}");
        data.addAll(List.of(blocks));
        data.add("{'type':'message_delta','delta':{'stop_reason':'tool_use'},'usage':{}}");
        data.add("{'type':'message_stop'}");
        return Samples.stream(Samples.ANTHROPIC, data.toArray(String[]::new));
    }

    private static String block(int index, String block) {
        return "{'type':'content_block_start','index':" + index + ",'content_block':" + block + "}";
    }

    private static String json(int index, String piece) {
        return "{'type':'content_block_delta','index':"
                + index
                + ",'delta':{'type':'input_json_delta','partial_json':'"
                + piece
                + "'}}";
    }

    private static String stop(int index) {
        return "{'type':'content_block_stop','index':" + index + "}";
    }

    /** Each content block of a Messages stream with all its deltas; checks that none overlap. */
    private static List<String> blocks(List<JsonNode> events) {
        List<String> blocks = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        int index = -1;
        for (JsonNode event : events) {
            switch (event.path("type").stringValue()) {
                case "content_block_start" -> {
                    assertThat(open).isEmpty();
                    assertThat(event.path("index").intValue()).isEqualTo(++index);
                    JsonNode block = event.path("content_block");
                    open.append(
                            block.path("type").stringValue().equals("text")
                                    ? "text="
                                    : block.path("id").stringValue()
                                            + " "
                                            + block.path("name").stringValue()
                                            + "=");
                }
                case "content_block_delta" -> {
                    assertThat(event.path("index").intValue()).isEqualTo(index);
                    open.append(Json.lenient(event.path("delta"), "partial_json"));
                    open.append(Json.lenient(event.path("delta"), "text"));
                }
                case "content_block_stop" -> {
                    blocks.add(open.toString());
                    open.setLength(0);
                }
                default -> {}
            }
        }
        return blocks;
    }

    private static String stopReason(List<JsonNode> events) {
        return events.get(events.size() - 2).path("delta").path("stop_reason").stringValue();
    }

    /** Each tool call of a Chat stream with all its arguments, joined by its index. */
    private static List<String> chatCalls(List<JsonNode> chunks) {
        Map<Integer, String> calls = new TreeMap<>();
        for (JsonNode chunk : chunks) {
            for (JsonNode call : chunk.at("/choices/0/delta/tool_calls")) {
                int index = call.path("index").intValue();
                String begun =
                        calls.containsKey(index)
                                ? calls.get(index)
                                : Json.lenient(call, "id")
                                        + " "
                                        + Json.lenient(call.path("function"), "name")
                                        + "=";
                calls.put(index, begun + Json.lenient(call.path("function"), "arguments"));
            }
        }
        return List.copyOf(calls.values());
    }
}
