package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.content.ModelRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a body is, the caller gets a 4xx in its own envelope that names the place and the fix.
 */
class HostileRequestsTest {
    private static final List<Dialect> BOTH = List.of(Samples.OPENAI, Samples.ANTHROPIC);

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
        for (Dialect dialect : BOTH) {
            // When
            Refused refused = refused(dialect, Samples.bytes(Samples.json(body)));
            // Then
            isRefusedAt(path, 400, refused);
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
        // Given
        String body = "{'model':'m','messages':[{'role':'user','content':'hi'}]," + field + "}";
        // When
        Refused refused = refused(Samples.OPENAI, Samples.bytes(Samples.json(body)));
        // Then
        isRefusedAt(path, 400, refused);
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
        // Given
        String body =
                "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'hi'}],"
                        + field
                        + "}";
        // When
        Refused refused = refused(Samples.ANTHROPIC, Samples.bytes(Samples.json(body)));
        // Then
        isRefusedAt(path, 400, refused);
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
        // Given
        String body = "{'model':'m','messages':[" + message + "]}";
        // When
        Refused refused = refused(Samples.OPENAI, Samples.bytes(Samples.json(body)));
        // Then
        isRefusedAt(path, 400, refused);
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
        // Given
        String body =
                "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':["
                        + block
                        + "]}]}";
        // When
        Refused refused = refused(Samples.ANTHROPIC, Samples.bytes(Samples.json(body)));
        // Then
        isRefusedAt(path, 400, refused);
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
        for (Dialect dialect : BOTH) {
            // Given
            String body =
                    "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'a"
                            + new String(
                                    java.util.HexFormat.of().parseHex(hex),
                                    StandardCharsets.ISO_8859_1)
                            + "'}]}";
            // When
            Refused refused =
                    refused(dialect, Samples.json(body).getBytes(StandardCharsets.ISO_8859_1));
            // Then
            isRefusedAt("messages[0].content", 400, refused);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\uDFFF", "\\ud83d\\ud83d", "\\ud83d x", "\\ud83d\\n"})
    void halfASurrogatePairIsRefusedByItsPath(String escape) {
        for (Dialect dialect : BOTH) {
            // Given
            String body =
                    "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'"
                            + escape
                            + "'}]}";
            // When
            Refused refused = refused(dialect, Samples.bytes(Samples.json(body)));
            // Then
            isRefusedAt("messages[0].content", 400, refused);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",'content':null", ",'content':[]"})
    void aResultWithoutContentIsNone(String content) {
        // Given
        String body =
                "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':["
                        + "{'type':'tool_result','tool_use_id':'a'"
                        + content
                        + "}]}]}";
        // When
        String sent = Samples.sentText(Samples.messages(body), Samples.ANTHROPIC);
        // Then
        assertThat(sent).contains(Samples.json("'tool_use_id':'a'" + content));
    }

    @Test
    void wholePairsAndEscapedBackslashesAreText() {
        // Given
        String body =
                "{'model':'m','messages':[{'role':'user','content':'\\ud83d\\ude00 \\\\ud800 \\\\\\\\'}]}";
        // When
        String sent = Samples.sentText(Samples.chat(body), Samples.OPENAI);
        // Then
        assertThat(sent).contains("\\\\ud800");
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
            for (Dialect dialect : BOTH) {
                // When
                Refused refused = refused(dialect, bytes);
                // Then
                isRefusedAt("", 400, refused);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 1000, 100_000})
    void nestingOverTheLimitIsRefusedByItsPath(int depth) {
        // Given
        String deep = "[".repeat(depth) + "]".repeat(depth);
        String body = "{\"model\":\"m\",\"metadata\":{\"x\":" + deep + "}}";
        for (Dialect dialect : BOTH) {
            // When
            Refused refused = refused(dialect, Samples.bytes(body));
            // Then
            isToldWith(413, refused);
            assertThat(refused.rejection().meaning()).isEqualTo(Meaning.TOO_LARGE);
            assertThat(refused.rejection().field().orElseThrow()).startsWith("metadata.x[0]");
        }
    }

    @Test
    void numbersAndStringsOverTheLimitAreRefusedByTheirPath() {
        // Given
        byte[] number = Samples.bytes("{\"x\":" + "1".repeat(65) + "}");
        byte[] exponent = Samples.bytes("{\"x\":1e99999999999}"); // no tree takes it
        byte[] string = Samples.bytes("{\"x\":\"" + "a".repeat((16 << 20) + 1) + "\"}");
        for (Dialect dialect : BOTH) {
            for (byte[] body : List.of(number, exponent, string)) {
                // When
                Refused refused = refused(dialect, body);
                // Then
                isRefusedAt("x", 413, refused);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "7", "x", "{} {}", "null", "{\\'x\\':1e99999999999}"})
    void argumentsThatAreNoJsonObjectAreRefusedByTheirPathWhenTheyMustBeTranslated(String text) {
        // Given
        ModelRequest request =
                Samples.chat(
                        "{'model':'m','messages':[{'role':'user','content':'a'},{'role':'assistant','tool_calls':"
                                + "[{'id':'c','type':'function','function':{'name':'f','arguments':'"
                                + text
                                + "'}}]}]}");
        // When
        Rejection refusal = Samples.refusal(() -> Samples.sent(request, Samples.ANTHROPIC));
        String spliced = Samples.sentText(request, Samples.OPENAI);
        // Then
        assertThat(refusal.field()).contains("messages[1].tool_calls[0].function.arguments");
        assertThat(spliced).contains(Samples.json(text));
    }

    @Test
    void aRefusalHasNothingOfWhatWasSentButPlainNames() {
        // Given
        String body =
                "{'model':'m','messages':[{'role':'user','content':'secret'}],"
                        + "'tools':[{'my secret':{'x':tru}}]}";
        // When
        Refused refused = refused(Samples.OPENAI, Samples.bytes(Samples.json(body)));
        // Then
        isRefusedAt("tools[0].?.x", 400, refused);
        assertThat(refused.rejection().message()).doesNotContain("secret");
    }

    /** A refusal, and what of it the caller was told. */
    private record Refused(Rejection rejection, int status, String told) {}

    private static Refused refused(Dialect dialect, byte[] body) {
        FakeSink sink = new FakeSink();
        String endpoint = dialect.equals(Samples.OPENAI) ? "/v1/chat/completions" : "/v1/messages";
        Rejection rejection = Samples.refusal(() -> dialect.decode(Samples.post(endpoint), body));
        dialect.refuse(rejection, Samples.ID, sink);
        String told = Json.tree(sink.bytes.toByteArray()).at("/error/message").stringValue();
        return new Refused(rejection, sink.status, told);
    }

    private static void isRefusedAt(String path, int status, Refused refused) {
        isToldWith(status, refused);
        assertThat(refused.rejection().field().orElse("")).isEqualTo(path);
        assertThat(refused.rejection().message()).startsWith(path);
    }

    private static void isToldWith(int status, Refused refused) {
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.told()).hasSizeGreaterThan(15);
    }
}
