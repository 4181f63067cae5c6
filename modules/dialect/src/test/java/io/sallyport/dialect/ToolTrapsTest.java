package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.content.ModelRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * The traps of tools in requests: ids, parallel results, results with pictures, orphans, choice,
 * schemas, names. Shapes: OpenAI API reference "Create chat completion", Anthropic "Tool use",
 * recordings of Claude Code 2.1.330 (parallel-tools, read-png-tool-result-image).
 */
class ToolTrapsTest {
    private static final String CHAT_TURNS =
            """
            {'model':'m','messages':[{'role':'user','content':'go'},
             {'role':'assistant','content':null,'tool_calls':[
              {'id':'call_A','type':'function','function':{'name':'f','arguments':'{\\'x\\':1.10}'}},
              {'id':'functions.g:1','type':'function','function':{'name':'g','arguments':''}}]},
             {'role':'tool','tool_call_id':'functions.g:1','content':'second'},
             {'role':'tool','tool_call_id':'call_A','content':[{'type':'text','text':'first'}],'name':'f'},
             {'role':'user','content':'and now?'}]}
            """;

    private static final String MESSAGES_TURNS =
            """
            {'model':'m','max_tokens':9,'messages':[{'role':'user','content':'go'},
             {'role':'assistant','content':[{'type':'text','text':'Both.'},
              {'type':'tool_use','id':'toolu_1','name':'Read','input':{'n':9007199254740993}},
              {'type':'tool_use','id':'toolu_2','name':'Bash','input':{}}]},
             {'role':'user','content':[
              {'tool_use_id':'toolu_2','type':'tool_result','content':'no such file','is_error':true},
              {'tool_use_id':'toolu_1','type':'tool_result','content':[{'type':'text','text':'a picture'},
               {'type':'image','source':{'type':'base64','media_type':'image/png','data':'AAAA'}}]},
              {'type':'text','text':'go on'}]}]}
            """;

    @Test
    void chatResultsBecomeOneUserTurnBeforeItsTextWithTheIdsOfTheirCalls() {
        // Given
        ModelRequest request = Samples.chat(CHAT_TURNS);
        // When
        JsonNode turns = Samples.sent(request, Samples.ANTHROPIC).path("messages");
        // Then
        JsonNode calls = turns.path(1).path("content");
        JsonNode results = turns.path(2).path("content");
        assertThat(turns.size()).isEqualTo(3);
        assertThat(calls.path(0).toString())
                .isEqualTo(
                        Samples.json(
                                "{'type':'tool_use','id':'call_A','name':'f','input':{'x':1.10}}"));
        assertThat(calls.path(1).path("input").toString()).isEqualTo("{}");
        assertThat(calls.path(1).path("id").stringValue()).matches("[A-Za-z0-9_-]+");
        assertThat(results.path(0).path("tool_use_id")).isEqualTo(calls.path(1).path("id"));
        assertThat(results.path(0).path("content").path(0).path("text").stringValue())
                .isEqualTo("second");
        assertThat(results.path(1).path("tool_use_id").stringValue()).isEqualTo("call_A");
        assertThat(results.path(2).path("text").stringValue()).isEqualTo("and now?");
    }

    @Test
    void messagesResultsBecomeToolMessagesAndTheirPicturesFollowTheWholeRun() {
        // Given
        ModelRequest request = Samples.messages(MESSAGES_TURNS);
        // When
        JsonNode turns = Samples.sent(request, Samples.OPENAI).path("messages");
        // Then
        assertThat(turns.path(1).path("tool_calls").path(0).toString())
                .isEqualTo(
                        Samples.json(
                                "{'id':'toolu_1','type':'function','function':{'name':'Read',"
                                        + "'arguments':'{\\'n\\':9007199254740993}'}}"));
        assertThat(turns.path(1).path("tool_calls").path(1).path("function").toString())
                .contains("\"arguments\":\"{}\"");
        assertThat(turns.path(2).toString())
                .isEqualTo(
                        Samples.json(
                                "{'role':'tool','tool_call_id':'toolu_2',"
                                        + "'content':'Error: no such file'}"));
        assertThat(turns.path(3).toString())
                .isEqualTo(
                        Samples.json(
                                "{'role':'tool','tool_call_id':'toolu_1','content':'a picture'}"));
        assertThat(turns.path(4).path("role").stringValue()).isEqualTo("user");
        assertThat(turns.path(4).path("content").path(0).path("image_url").path("url").toString())
                .contains("data:image/png;base64,AAAA");
        assertThat(turns.path(4).path("content").path(1).path("text").stringValue())
                .isEqualTo("go on");
        assertThat(turns.size()).isEqualTo(5);
    }

    @Test
    void turnsWithToolsReachTheirOwnDialectAsTheyCame() {
        for (ModelRequest request :
                new ModelRequest[] {Samples.chat(CHAT_TURNS), Samples.messages(MESSAGES_TURNS)}) {
            // Given
            JsonNode asked = Json.tree(request.payload().bytes()).path("messages");
            Dialect own = Samples.DIALECTS.named(request.payload().dialect());
            // When
            JsonNode sent = Samples.sent(request, own);
            // Then
            assertThat(sent.path("messages")).isEqualTo(asked);
        }
    }

    @Test
    void aResultWithoutItsCallIsRefusedByItsPathAndNeverDropped() {
        // Given
        ModelRequest chat =
                Samples.chat(
                        "{'model':'m','messages':[{'role':'user','content':'go'},"
                                + "{'role':'tool','tool_call_id':'lost','content':'x'}]}");
        ModelRequest messages =
                Samples.messages(
                        "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':[{'type':'text','text':'a'},"
                                + "{'type':'tool_result','tool_use_id':'lost','content':'x'}]}]}");
        // When
        Rejection fromChat = Samples.refusal(() -> Samples.sent(chat, Samples.ANTHROPIC));
        Rejection fromMessages = Samples.refusal(() -> Samples.sent(messages, Samples.OPENAI));
        // Then
        assertThat(fromChat.field()).contains("messages[1].tool_call_id");
        assertThat(fromMessages.field()).contains("messages[0].content[1].tool_use_id");
        assertThat(fromChat.message()).contains("send the call too").doesNotContain("lost");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    'auto'                                              | {'type':'auto'}
                    'none'                                              | {'type':'none'}
                    'required'                                          | {'type':'any'}
                    {'type':'function','function':{'name':'f'}}         | {'type':'tool','name':'f'}
                    """,
            quoteCharacter = '`')
    void aToolChoiceHasItsTwinBothWays(String chat, String messages) {
        // Given
        ModelRequest fromChat =
                Samples.chatWith(
                        "'tools':[{'type':'function','function':{'name':'f'}}],'tool_choice':"
                                + chat);
        ModelRequest fromMessages =
                Samples.messagesWith(
                        "'tools':[{'name':'f','input_schema':{'type':'object'}}],'tool_choice':"
                                + messages);
        // When
        JsonNode chatToMessages = Samples.sent(fromChat, Samples.ANTHROPIC);
        JsonNode messagesToChat = Samples.sent(fromMessages, Samples.OPENAI);
        // Then
        assertThat(chatToMessages.path("tool_choice")).hasToString(Samples.json(messages));
        assertThat(messagesToChat.path("tool_choice")).hasToString(Samples.json(chat));
    }

    @Test
    void oneCallAtATimeHasItsTwinBothWays() {
        // Given
        String tool = "'tools':[{'type':'function','function':{'name':'f'}}],";
        ModelRequest chat = Samples.chatWith(tool + "'parallel_tool_calls':false");
        ModelRequest noCall =
                Samples.chatWith(tool + "'tool_choice':'none','parallel_tool_calls':false");
        ModelRequest messages =
                Samples.messagesWith(
                        "'tools':[{'name':'f','input_schema':{'type':'object'}}],"
                                + "'tool_choice':{'type':'auto','disable_parallel_tool_use':true}");
        // When
        JsonNode chatToMessages = Samples.sent(chat, Samples.ANTHROPIC);
        JsonNode noCallToMessages = Samples.sent(noCall, Samples.ANTHROPIC);
        JsonNode messagesToChat = Samples.sent(messages, Samples.OPENAI);
        // Then
        assertThat(chatToMessages.path("tool_choice"))
                .hasToString(Samples.json("{'type':'auto','disable_parallel_tool_use':true}"));
        assertThat(noCallToMessages.path("tool_choice"))
                .hasToString(Samples.json("{'type':'none'}"));
        assertThat(messagesToChat.path("parallel_tool_calls")).hasToString("false");
    }

    @Test
    void aSchemaKeepsItsKeywordsAndDigitsBothWays() {
        // Given: what Claude Code declares
        String schema =
                "{'$schema':'https://json-schema.org/draft/2020-12/schema','type':'object',"
                        + "'properties':{'n':{'type':'integer','maximum':9007199254740991},"
                        + "'x':{'anyOf':[{'type':'null'},{'type':'number','minimum':1.0}]}},"
                        + "'additionalProperties':false}";
        ModelRequest messages =
                Samples.messagesWith("'tools':[{'name':'f','input_schema':" + schema + "}]");
        ModelRequest chat =
                Samples.chatWith(
                        "'tools':[{'type':'function','function':{'name':'f','strict':true,"
                                + "'description':'d','parameters':"
                                + schema
                                + "}}]");
        // When
        JsonNode function =
                Samples.sent(messages, Samples.OPENAI).path("tools").path(0).path("function");
        JsonNode tool = Samples.sent(chat, Samples.ANTHROPIC).path("tools").path(0);
        // Then
        JsonNode wanted = Json.tree(Samples.bytes(Samples.json(schema)));
        assertThat(function.path("parameters").toString()).isEqualTo(wanted.toString());
        assertThat(tool.path("input_schema")).isEqualTo(wanted);
        assertThat(tool.path("strict").toString()).isEqualTo("true");
        assertThat(tool.path("description").stringValue()).isEqualTo("d");
    }

    @Test
    void aToolWithoutParametersTakesAnObject() {
        // Given
        ModelRequest absent =
                Samples.chatWith("'tools':[{'type':'function','function':{'name':'f'}}]");
        ModelRequest empty =
                Samples.chatWith(
                        "'tools':[{'type':'function','function':{'name':'f','parameters':{}}}]");
        for (ModelRequest request : new ModelRequest[] {absent, empty}) {
            // When
            JsonNode sent = Samples.sent(request, Samples.ANTHROPIC);
            // Then
            assertThat(sent.path("tools").path(0))
                    .hasToString(Samples.json("{'name':'f','input_schema':{'type':'object'}}"));
        }
    }

    @Test
    void aNameThatTheVendorWouldNotTakeIsRefusedByItsPath() {
        // Given: Anthropic takes 128 characters, OpenAI 64
        String name = "mcp__" + "x".repeat(60);
        ModelRequest messages =
                Samples.messagesWith(
                        "'tools':[{'name':'f','input_schema':{}},{'name':'"
                                + name
                                + "','input_schema':{}}]");
        ModelRequest chat =
                Samples.chatWith(
                        "'tools':[{'type':'function','function':{'name':'" + name + "'}}]");
        ModelRequest dotted =
                Samples.chatWith("'tools':[{'type':'function','function':{'name':'a.b'}}]");
        // When
        Rejection tooLong = Samples.refusal(() -> Samples.sent(messages, Samples.OPENAI));
        Rejection notPlain = Samples.refusal(() -> Samples.sent(dotted, Samples.ANTHROPIC));
        // Then
        assertThat(tooLong.field()).contains("tools[1].name");
        assertThat(tooLong.message()).contains("64");
        assertThat(notPlain.field()).contains("tools[0].function.name");
        assertThat(Samples.sent(chat, Samples.ANTHROPIC).path("tools").path(0).path("name"))
                .isEqualTo(Json.tree(Samples.bytes("\"" + name + "\"")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    web_search_20250305 | tools[0].type
                    computer_20250124   | tools[0].type
                    """)
    void aServerToolIsRefusedByNameWhereTheUpstreamHasNone(String type, String field) {
        // Given
        ModelRequest request =
                Samples.messagesWith("'tools':[{'type':'" + type + "','name':'web_search'}]");
        // When
        Rejection refusal = Samples.refusal(() -> Samples.sent(request, Samples.OPENAI));
        String spliced = Samples.sentText(request, Samples.ANTHROPIC);
        // Then
        assertThat(refusal.meaning()).isEqualTo(Meaning.UNSUPPORTED);
        assertThat(refusal.field()).contains(field);
        assertThat(spliced).contains(type);
    }

    @Test
    void customToolsAndForcedCustomCallsOfChatAreRefusedByName() {
        // Given
        ModelRequest tool =
                Samples.chatWith("'tools':[{'type':'custom','custom':{'name':'patch'}}]");
        ModelRequest choice =
                Samples.chatWith(
                        "'tools':[{'type':'function','function':{'name':'f'}}],"
                                + "'tool_choice':{'type':'custom','custom':{'name':'patch'}}");
        // When
        Rejection ofTheTool = Samples.refusal(() -> Samples.sent(tool, Samples.ANTHROPIC));
        Rejection ofTheChoice = Samples.refusal(() -> Samples.sent(choice, Samples.ANTHROPIC));
        // Then
        assertThat(ofTheTool.field()).contains("tools[0].type");
        assertThat(ofTheChoice.field()).contains("tool_choice.type");
    }
}
