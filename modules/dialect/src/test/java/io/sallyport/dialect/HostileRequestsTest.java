package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejected;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a body is, the caller gets a 4xx in its own envelope that names the place and the fix.
 */
class HostileRequestsTest {

    /** What is wrong in the same way in both protocols; {@code |} separates body and path. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    ``                                              | ``
                    []                                              | ``
                    7                                               | ``
                    null                                            | ``
                    'x'                                             | ``
                    {                                               | ``
                    {'model'                                        | model
                    {'model':'m'                                    | model
                    {'model':'m',}                                  | model
                    {model:'m'}                                     | ``
                    {'model':'m'}}                                  | ``
                    {'model':'m'} {}                                | ``
                    {'a':NaN}                                       | a
                    {'a':{'b':[0,Infinity]}}                        | a.b[1]
                    {'a':01}                                        | a
                    {'a':+1}                                        | a
                    {'a':1,'a':2}                                   | a
                    {'messages':[{'role':'user','role':'user'}]}    | messages[0].role
                    {'messages':[{'content':[{'type':'a'},{'x':1,'x':2}]}]} | messages[0].content[1].x
                    {'messages':[7]}                                | messages[0]
                    {'messages':[null]}                             | messages[0]
                    {'messages':[[]]}                               | messages[0]
                    {'messages':['hi']}                             | messages[0]
                    {'messages':'hi'}                               | messages
                    {'messages':{}}                                 | messages
                    {'messages':[{}]}                               | messages[0].role
                    {'messages':[{'role':null,'content':'a'}]}      | messages[0].role
                    {'messages':[{'role':7,'content':'a'}]}         | messages[0].role
                    {'messages':[{'role':'robot','content':'a'}]}   | messages[0].role
                    {'messages':[{'role':'user'}]}                  | messages[0].content
                    {'messages':[{'role':'user','content':null}]}   | messages[0].content
                    {'messages':[{'role':'user','content':7}]}      | messages[0].content
                    {'messages':[{'role':'user','content':{}}]}     | messages[0].content
                    {'messages':[{'role':'user','content':['a']}]}  | messages[0].content[0]
                    {'messages':[{'role':'user','content':[{}]}]}   | messages[0].content[0].type
                    {'messages':[{'role':'user','content':[{'type':7}]}]}      | messages[0].content[0].type
                    {'messages':[{'role':'user','content':[{'type':'text'}]}]} | messages[0].content[0].text
                    {'messages':[{'role':'user','content':[{'text':{},'type':'text'}]}]} | messages[0].content[0].text
                    {'model':7}                                     | model
                    {'models':'a'}                                  | models
                    {'models':[7]}                                  | models[0]
                    {'fallbacks':['a']}                             | fallbacks[0]
                    {'stream':'yes'}                                | stream
                    {'max_tokens':'9'}                              | max_tokens
                    {'max_tokens':1.5}                              | max_tokens
                    {'temperature':'hot'}                           | temperature
                    {'top_p':[]}                                    | top_p
                    {'tools':{}}                                    | tools
                    {'tools':[7]}                                   | tools[0]
                    {'tool_choice':7}                               | tool_choice
                    {'metadata':'x'}                                | metadata
                    """)
    void aWrongBodyIsRefusedByItsPathInBothEnvelopes(String body, String path) {
        for (Dialect dialect : new Dialect[] {Samples.OPENAI, Samples.ANTHROPIC}) {
            assertRefused(dialect, Samples.bytes(Samples.json(body)), path, 400);
        }
    }

    /** What a good question with one more field is refused for. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    'max_tokens':0                          | max_tokens
                    'max_tokens':-1                         | max_tokens
                    'max_tokens':99999999999999999999       | max_tokens
                    'max_completion_tokens':2147483648      | max_completion_tokens
                    'n':0                                   | n
                    'n':1000000000                          | n
                    'temperature':-0.1                      | temperature
                    'temperature':1e999                     | temperature
                    'temperature':true                      | temperature
                    'top_p':1.01                            | top_p
                    'presence_penalty':9                    | presence_penalty
                    'seed':1.5                              | seed
                    'stop':7                                | stop
                    'stop':[7]                              | stop[0]
                    'stream_options':[]                     | stream_options
                    'stream_options':{'include_usage':1}    | stream_options.include_usage
                    'response_format':'json'                | response_format
                    'response_format':{}                    | response_format.type
                    'response_format':{'type':7}            | response_format.type
                    'reasoning_effort':7                    | reasoning_effort
                    'parallel_tool_calls':'no'              | parallel_tool_calls
                    'logit_bias':[]                         | logit_bias
                    'user':7                                | user
                    'tools':[{'type':'function','function':{'name':7}}]      | tools[0].function.name
                    'tools':[{'type':'function','function':{'parameters':''}}] | tools[0].function.parameters
                    'previous_response_id':'r'              | previous_response_id
                    'conversation':'c'                      | conversation
                    'models':['a','']                       | models[1]
                    """)
    void aWrongFieldOfChatIsRefusedByItsPath(String field, String path) {
        String body = "{'model':'m','messages':[{'role':'user','content':'hi'}]," + field + "}";
        assertRefused(Samples.OPENAI, Samples.bytes(Samples.json(body)), path, 400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    'temperature':1.5                               | temperature
                    'top_p':-1                                      | top_p
                    'top_k':-5                                      | top_k
                    'top_k':1.5                                     | top_k
                    'system':7                                      | system
                    'system':['a']                                  | system[0]
                    'system':[{'type':'text','text':7}]             | system[0].text
                    'stop_sequences':'a'                            | stop_sequences
                    'stop_sequences':[7]                            | stop_sequences[0]
                    'thinking':true                                 | thinking
                    'thinking':{'type':7}                           | thinking.type
                    'thinking':{'budget_tokens':1}                  | thinking.type
                    'thinking':{'type':'enabled','budget_tokens':'a'} | thinking.budget_tokens
                    'output_config':{'effort':7}                    | output_config.effort
                    'output_config':{'format':'json'}               | output_config.format
                    'metadata':{'user_id':7}                        | metadata.user_id
                    'tool_choice':'auto'                            | tool_choice
                    'tool_choice':{'type':7}                        | tool_choice.type
                    'tools':[{'name':7}]                            | tools[0].name
                    'tools':[{'name':'f','input_schema':[]}]        | tools[0].input_schema
                    'container':'c'                                 | container
                    """)
    void aWrongFieldOfMessagesIsRefusedByItsPath(String field, String path) {
        String body =
                "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'hi'}],"
                        + field
                        + "}";
        assertRefused(Samples.ANTHROPIC, Samples.bytes(Samples.json(body)), path, 400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {'role':'tool','content':'a'}                                    | messages[0].tool_call_id
                    {'role':'tool','tool_call_id':7,'content':'a'}                   | messages[0].tool_call_id
                    {'role':'tool','tool_call_id':'a'}                               | messages[0].content
                    {'role':'assistant','tool_calls':'x'}                            | messages[0].tool_calls
                    {'role':'assistant','tool_calls':[7]}                            | messages[0].tool_calls[0]
                    {'role':'assistant','tool_calls':[{'id':7}]}                     | messages[0].tool_calls[0].id
                    {'role':'assistant','tool_calls':[{'function':'f'}]}             | messages[0].tool_calls[0].function
                    {'role':'assistant','tool_calls':[{'function':{'arguments':{}}}]} | messages[0].tool_calls[0].function.arguments
                    {'role':'user','content':[{'type':'image_url','image_url':'x'}]} | messages[0].content[0].image_url
                    {'role':'user','content':[{'type':'file'}]}                      | messages[0].content[0].file
                    """)
    void aWrongMessageOfChatIsRefusedByItsPath(String message, String path) {
        String body = "{'model':'m','messages':[" + message + "]}";
        assertRefused(Samples.OPENAI, Samples.bytes(Samples.json(body)), path, 400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {'type':'tool_use','name':'f','input':{}}               | messages[0].content[0].id
                    {'type':'tool_use','id':'a','name':'f','input':'{}'}    | messages[0].content[0].input
                    {'type':'tool_result','content':'a'}                    | messages[0].content[0].tool_use_id
                    {'type':'tool_result','tool_use_id':'a','content':[{'type':'text','text':1}]} | messages[0].content[0].content[0].text
                    {'type':'tool_result','tool_use_id':'a','content':7}    | messages[0].content[0].content
                    {'content':{},'type':'tool_result','tool_use_id':'a'}   | messages[0].content[0].content
                    {'type':'image','source':'x'}                           | messages[0].content[0].source
                    {'type':'document'}                                     | messages[0].content[0].source
                    {'type':'redacted_thinking','data':{}}                  | messages[0].content[0].data
                    """)
    void aWrongBlockOfMessagesIsRefusedByItsPath(String block, String path) {
        String body =
                "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':["
                        + block
                        + "]}]}";
        assertRefused(Samples.ANTHROPIC, Samples.bytes(Samples.json(body)), path, 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c080", // overlong NUL
                "c1bf",
                "e08080", // overlong
                "eda080", // an encoded surrogate
                "f4908080", // beyond the last code point
                "f8888080",
                "ff",
                "c3", // cut off
                "80", // a continuation alone
                "00",
                "0b"
            })
    void bytesThatAreNoUnicodeTextAreRefusedByTheirPath(String hex) {
        for (Dialect dialect : new Dialect[] {Samples.OPENAI, Samples.ANTHROPIC}) {
            String body =
                    "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'a"
                            + new String(
                                    java.util.HexFormat.of().parseHex(hex),
                                    StandardCharsets.ISO_8859_1)
                            + "'}]}";
            assertRefused(
                    dialect,
                    Samples.json(body).getBytes(StandardCharsets.ISO_8859_1),
                    "messages[0].content",
                    400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\uDFFF", "\\ud83d\\ud83d", "\\ud83d x", "\\ud83d\\n"})
    void halfASurrogatePairIsRefusedByItsPath(String escape) {
        for (Dialect dialect : new Dialect[] {Samples.OPENAI, Samples.ANTHROPIC}) {
            String body =
                    "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'"
                            + escape
                            + "'}]}";
            assertRefused(dialect, Samples.bytes(Samples.json(body)), "messages[0].content", 400);
        }
    }

    @Test
    void aResultWithoutContentIsNone() {
        for (String content : new String[] {"", ",'content':null", ",'content':[]"}) {
            String body =
                    "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':["
                            + "{'type':'tool_result','tool_use_id':'a'"
                            + content
                            + "}]}]}";
            assertThat(Samples.sentText(Samples.messages(body), Samples.ANTHROPIC))
                    .contains(Samples.json("'tool_use_id':'a'" + content));
        }
    }

    @Test
    void wholePairsAndEscapedBackslashesAreText() {
        String body =
                "{'model':'m','messages':[{'role':'user','content':'\\ud83d\\ude00 \\\\ud800 \\\\\\\\'}]}";
        assertThat(Samples.sentText(Samples.chat(body), Samples.OPENAI)).contains("\\\\ud800");
    }

    @Test
    void otherEncodingsAndMarksAreRefused() {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}";
        for (byte[] bytes :
                new byte[][] {
                    body.getBytes(StandardCharsets.UTF_16),
                    body.getBytes(StandardCharsets.UTF_16LE),
                    body.getBytes(StandardCharsets.UTF_16BE),
                    Samples.bytes("\ufeff" + body)
                }) {
            for (Dialect dialect : new Dialect[] {Samples.OPENAI, Samples.ANTHROPIC}) {
                assertRefused(dialect, bytes, "", 400);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 1000, 100_000})
    void nestingOverTheLimitIsRefusedByItsPath(int depth) {
        String deep = "[".repeat(depth) + "]".repeat(depth);
        String body = "{\"model\":\"m\",\"metadata\":{\"x\":" + deep + "}}";
        for (Dialect dialect : new Dialect[] {Samples.OPENAI, Samples.ANTHROPIC}) {
            Rejected refused = assertRefused(dialect, Samples.bytes(body), null, 413);
            assertThat(refused.rejection().meaning()).isEqualTo(Meaning.TOO_LARGE);
            assertThat(refused.rejection().field().orElseThrow()).startsWith("metadata.x[0]");
        }
    }

    @Test
    void numbersAndStringsOverTheLimitAreRefusedByTheirPath() {
        for (Dialect dialect : new Dialect[] {Samples.OPENAI, Samples.ANTHROPIC}) {
            assertRefused(dialect, Samples.bytes("{\"x\":" + "1".repeat(65) + "}"), "x", 413);
            assertRefused(
                    dialect,
                    Samples.bytes("{\"x\":\"" + "a".repeat((16 << 20) + 1) + "\"}"),
                    "x",
                    413);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "7", "x", "{} {}", "null"})
    void argumentsThatAreNoJsonObjectAreRefusedByTheirPathWhenTheyMustBeTranslated(String text) {
        String body =
                "{'model':'m','messages':[{'role':'user','content':'a'},{'role':'assistant','tool_calls':"
                        + "[{'id':'c','type':'function','function':{'name':'f','arguments':'"
                        + text
                        + "'}}]}]}";
        assertThat(
                        Samples.refusal(() -> Samples.sent(Samples.chat(body), Samples.ANTHROPIC))
                                .field())
                .contains("messages[1].tool_calls[0].function.arguments");
        assertThat(Samples.sentText(Samples.chat(body), Samples.OPENAI)).contains(text);
    }

    @Test
    void aRefusalHasNothingOfWhatWasSentButPlainNames() {
        String body =
                "{'model':'m','messages':[{'role':'user','content':'secret'}],"
                        + "'tools':[{'my secret':{'x':tru}}]}";
        Rejected refused =
                assertRefused(
                        Samples.OPENAI, Samples.bytes(Samples.json(body)), "tools[0].?.x", 400);
        assertThat(refused.rejection().message()).doesNotContain("secret");
    }

    private static Rejected assertRefused(
            Dialect dialect,
            byte[] body,
            @org.jspecify.annotations.Nullable String path,
            int status) {
        FakeSink sink = new FakeSink();
        String endpoint = dialect.equals(Samples.OPENAI) ? "/v1/chat/completions" : "/v1/messages";
        try {
            dialect.decode(Samples.post(endpoint), body);
        } catch (Rejected refused) {
            dialect.refuse(refused.rejection(), Samples.ID, sink);
            assertThat(sink.status).isEqualTo(status);
            assertThat(Json.tree(sink.bytes.toByteArray()).at("/error/message").stringValue())
                    .hasSizeGreaterThan(15);
            if (path != null) {
                assertThat(refused.rejection().field().orElse("")).isEqualTo(path);
                assertThat(refused.rejection().message()).startsWith(path);
            }
            return refused;
        }
        throw new AssertionError("not refused");
    }
}
