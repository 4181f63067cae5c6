package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.content.ModelRequest;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * The trap "thinking": signatures byte for byte, unsigned and foreign blocks kept away from
 * Anthropic, nothing minted. Shapes: Anthropic "Extended thinking" (redacted blocks, omitted
 * display), DeepSeek and vLLM for reasoning_content.
 */
class ThinkingTrapsTest {
    private static final String SIGNED =
            "{'type':'thinking', 'thinking':'','signature':'EqQBCgIYAhIM1gbcDa9GJwZA2b3h+/=='}";
    private static final String REDACTED =
            "{'type':'redacted_thinking','data':'EmwKAhgBEgy3va3pzix'}";

    private static ModelRequest turns(String blocks, String after) {
        return Samples.messages(
                "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'a'},"
                        + "{'role':'assistant','content':["
                        + blocks
                        + "]},"
                        + after
                        + "{'role':'user','content':'b'}]}");
    }

    @Test
    void signedAndRedactedBlocksReachAnthropicByteForByte() {
        // Given
        ModelRequest request = turns(SIGNED + "," + REDACTED + ",{'type':'text','text':'x'}", "");
        // When
        String sent = Samples.sentText(request, Samples.ANTHROPIC);
        // Then
        assertThat(sent).contains(Samples.json(SIGNED), Samples.json(REDACTED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    U, {'type':'text','text':'x'}          | [ {'type':'text','text':'x'}]
                    {'type':'text','text':'x'} ,U          | [{'type':'text','text':'x'}]
                    {'type':'text','text':'x'}, U , U      | [{'type':'text','text':'x'}]
                    U,U,{'type':'text','text':'x'},U,{'type':'text','text':'y'} | [{'type':'text','text':'x'},{'type':'text','text':'y'}]
                    """)
    void thinkingThatNobodySignedStaysAwayFromAnthropic(String blocks, String left) {
        for (String unsigned :
                new String[] {
                    "{'type':'thinking','thinking':'hm','signature':''}",
                    "{'signature':null,'thinking':'hm','type':'thinking'}",
                    "{'type':'thinking','thinking':'hm'}"
                }) {
            // Given
            ModelRequest request = turns(blocks.replace("U", unsigned), "");
            // When
            String sent = Samples.sentText(request, Samples.ANTHROPIC);
            // Then
            JsonNode messages = Json.tree(Samples.bytes(sent)).path("messages");
            assertThat(messages.at("/1/content"))
                    .isEqualTo(Json.tree(Samples.bytes(Samples.json(left))));
            assertThat(messages.size()).isEqualTo(3);
        }
    }

    @Test
    void aTurnOfNothingButUnsignedThinkingGoesAsAWhole() {
        // Given
        String unsigned = "{'type':'thinking','thinking':'hm','signature':''}";
        ModelRequest request =
                turns(unsigned, "{'role':'assistant','content':[" + unsigned + "]},");
        // When
        JsonNode sent = Samples.sent(request, Samples.ANTHROPIC);
        // Then
        assertThat(sent.path("messages").toString())
                .isEqualTo(
                        Samples.json(
                                "[{'role':'user','content':'a'},{'role':'user','content':'b'}]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    T     | R | false
                    UT    | R | false
                    XT    | R | false
                    ST    | R | true
                    DT    | R | true
                    T     | X | true
                    """)
    void aToolTurnOfAnotherVendorGoesToAnthropicWithoutThinking(
            String called, String answered, boolean thinks) {
        // Given
        String loop =
                "{'messages':[{'role':'user','content':'a'},"
                        + "{'role':'assistant','content':["
                        + blocks(called)
                        + "]},{'role':'user','content':["
                        + blocks(answered)
                        + "]}],'model':'m','max_tokens':90,"
                        + "'thinking':{'type':'enabled','budget_tokens':2000}}";
        // When
        JsonNode sent = Samples.sent(Samples.messages(loop), Samples.ANTHROPIC);
        // Then
        assertThat(sent.has("thinking")).isEqualTo(thinks);
    }

    @Test
    void aFurtherMessageOfTheUserLeavesItTheSameTurn() {
        // Given
        String loop =
                "{'messages':[{'role':'user','content':'a'},{'role':'assistant','content':["
                        + "{'type':'tool_use','id':'t','name':'f','input':{}}]},"
                        + "{'role':'user','content':[{'type':'tool_result','tool_use_id':'t'}]},"
                        + "{'role':'user','content':'and now?'}],'model':'m','max_tokens':90,"
                        + "'thinking':{'type':'enabled','budget_tokens':2000}}";
        // When
        JsonNode sent = Samples.sent(Samples.messages(loop), Samples.ANTHROPIC);
        // Then
        assertThat(sent.has("thinking")).isFalse();
    }

    @Test
    void whatClearsThinkingGoesWithItAndOtherEditsStay() {
        // Given
        String turn = toolTurn("{'type':'enabled','budget_tokens':2000}");
        String both =
                "'context_management':{'edits':[{'type':'clear_thinking_20251015','keep':'all'},"
                        + "{'type':'clear_tool_uses_20250919'}]}";
        String one = "'context_management':{'edits':[{'type':'clear_thinking_20251015'}]}";
        // When
        JsonNode left = Samples.sent(Samples.messages(turn + both + "}"), Samples.ANTHROPIC);
        JsonNode none = Samples.sent(Samples.messages(turn + one + "}"), Samples.ANTHROPIC);
        // Then
        assertThat(left.path("context_management").toString())
                .isEqualTo(Samples.json("{'edits':[{'type':'clear_tool_uses_20250919'}]}"));
        assertThat(none.has("context_management")).isFalse();
        assertThat(none.has("thinking")).isFalse();
    }

    @Test
    void adaptiveThinkingStaysInAToolTurn() {
        // Given: the vendor wants no thinking block in front for this kind
        ModelRequest request = Samples.messages(toolTurn("{'type':'adaptive'}") + "'x':1}");
        // When
        JsonNode sent = Samples.sent(request, Samples.ANTHROPIC);
        // Then
        assertThat(sent.at("/thinking/type").stringValue()).isEqualTo("adaptive");
    }

    private static String toolTurn(String thinking) {
        return "{'messages':[{'role':'user','content':'a'},"
                + "{'role':'assistant','content':["
                + blocks("T")
                + "]},{'role':'user','content':["
                + blocks("R")
                + "]}],'model':'m','max_tokens':90,'thinking':"
                + thinking
                + ",";
    }

    private static String blocks(String letters) {
        return letters.chars()
                .mapToObj(letter ->
                        switch (letter) {
                            case 'T' -> "{'type':'tool_use','id':'t','name':'f','input':{}}";
                            case 'R' -> "{'type':'tool_result','tool_use_id':'t','content':'r'}";
                            case 'X' -> "{'type':'text','text':'y'}";
                            case 'U' -> "{'type':'thinking','thinking':'hm','signature':''}";
                            case 'S' -> SIGNED;
                            case 'D' -> REDACTED;
                            default -> throw new IllegalArgumentException(letters);
                        })
                .collect(Collectors.joining(","));
    }

    @Test
    void thinkingOfMessagesDoesNotReachAChatUpstream() {
        // Given
        ModelRequest request = turns(SIGNED + "," + REDACTED + ",{'type':'text','text':'x'}", "");
        // When
        JsonNode sent = Samples.sent(request, Samples.OPENAI);
        // Then
        assertThat(sent.at("/messages/1").toString())
                .isEqualTo(Samples.json("{'role':'assistant','content':'x'}"));
    }

    @Test
    void reasoningOfChatDoesNotReachAMessagesUpstream() {
        // Given
        ModelRequest request =
                Samples.chat(
                        "{'model':'m','messages':[{'role':'user','content':'a'},"
                                + "{'role':'assistant','content':'x','reasoning_content':'hm'},"
                                + "{'role':'user','content':'b'}]}");
        // When
        String toMessages = Samples.sentText(request, Samples.ANTHROPIC);
        String toChat = Samples.sentText(request, Samples.OPENAI);
        // Then
        assertThat(toMessages).doesNotContain("hm");
        assertThat(toChat).contains("hm");
    }

    @Test
    void reasoningOfAChatUpstreamIsThinkingWithoutAMintedSignature() {
        // Given
        String whole =
                Samples.json(
                        "{'id':'c','choices':[{'message':{'content':'a','reasoning_content':'hm'},'finish_reason':'stop'}]}");
        String stream =
                Samples.stream(
                                Samples.OPENAI,
                                "{'id':'c','choices':[{'delta':{'reasoning':'hm'}}]}",
                                "{'id':'c','choices':[{'delta':{'content':'a'}}]}",
                                "{'id':'c','choices':[{'delta':{},'finish_reason':'stop'}]}")
                        + "data: [DONE]\n\n";
        // When
        JsonNode answer = Samples.answered(whole, Samples.OPENAI, Samples.ANTHROPIC);
        String events = Samples.streamedText(stream, Samples.OPENAI, Samples.ANTHROPIC);
        // Then
        assertThat(answer.at("/content/0").toString())
                .isEqualTo(Samples.json("{'type':'thinking','thinking':'hm','signature':''}"));
        assertThat(answer.at("/content/1/text").stringValue()).isEqualTo("a");
        assertThat(events)
                .containsSubsequence("thinking_delta", "hm", "content_block_stop", "text_delta")
                .doesNotContain("signature_delta");
    }

    @Test
    void thinkingOfAMessagesUpstreamIsReasoningContentForAChatCaller() {
        // Given
        String whole =
                Samples.json(
                        "{'id':'m','content':[{'type':'thinking','thinking':'hm','signature':'EqQB'},"
                                + REDACTED
                                + ",{'type':'text','text':'a'}],'stop_reason':'end_turn','usage':{}}");
        String stream =
                Samples.stream(
                        Samples.ANTHROPIC,
                        "{'type':'message_start','message':{'id':'m'}}",
                        "{'type':'content_block_start','index':0,'content_block':{'type':'thinking','thinking':'','signature':''}}",
                        "{'type':'content_block_delta','index':0,'delta':{'type':'thinking_delta','thinking':'hm'}}",
                        "{'type':'content_block_delta','index':0,'delta':{'type':'signature_delta','signature':'EqQB'}}",
                        "{'type':'content_block_stop','index':0}",
                        "{'type':'content_block_start','index':1,'content_block':" + REDACTED + "}",
                        "{'type':'content_block_stop','index':1}",
                        "{'type':'message_delta','delta':{'stop_reason':'end_turn'}}",
                        "{'type':'message_stop'}");
        // When
        JsonNode answer = Samples.answered(whole, Samples.ANTHROPIC, Samples.OPENAI);
        List<JsonNode> chunks = Samples.streamed(stream, Samples.ANTHROPIC, Samples.OPENAI);
        // Then
        assertThat(answer.at("/choices/0/message/reasoning_content").stringValue()).isEqualTo("hm");
        assertThat(answer.at("/choices/0/message/content").stringValue()).isEqualTo("a");
        assertThat(chunks.toString()).contains("\"reasoning_content\":\"hm\"");
        assertThat(chunks.toString() + answer).doesNotContain("EqQB").doesNotContain("EmwK");
        assertThat(Samples.streamedText(stream, Samples.ANTHROPIC, Samples.ANTHROPIC))
                .contains("\"signature\":\"EqQB\"", Samples.json(REDACTED));
    }
}
