package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.Capability;
import io.sallyport.exchange.content.ModelRequest;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request needs of a model, seen without reading its content. */
class NeedsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    'x':1                                                              | ``
                    'stream':true                                                      | STREAMING
                    'tools':[]                                                         | ``
                    'tools':[{'type':'function','function':{'name':'f'}}]              | TOOLS
                    'response_format':{'type':'text'}                                  | ``
                    'response_format':{'type':'json_object'}                           | STRUCTURED_OUTPUT
                    'response_format':{'type':'json_schema','json_schema':{'name':'a'}} | STRUCTURED_OUTPUT
                    'response_format':null                                             | ``
                    'reasoning_effort':'high'                                          | REASONING
                    'reasoning_effort':'none'                                          | ``
                    """)
    void ofChat(String fields, String needs) {
        // When
        ModelRequest request = Samples.chatWith(fields);
        // Then
        assertThat(request.shape().needs()).containsExactlyInAnyOrder(capabilities(needs));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    'stream':true                                                       | STREAMING
                    'tools':[{'name':'f','input_schema':{}}]                            | TOOLS
                    'output_config':{'effort':'high'}                                   | ``
                    'output_config':{'format':{'type':'json_schema','schema':{}}}       | STRUCTURED_OUTPUT
                    'output_config':{'format':null}                                     | ``
                    'output_format':{'type':'json_schema','schema':{}}                  | STRUCTURED_OUTPUT
                    'thinking':{'type':'adaptive','display':'omitted'}                  | ``
                    'thinking':{'type':'disabled'}                                      | ``
                    'thinking':{'type':'enabled','budget_tokens':31999}                 | REASONING
                    """)
    void ofMessages(String fields, String needs) {
        // When
        ModelRequest request = Samples.messagesWith(fields);
        // Then
        assertThat(request.shape().needs()).containsExactlyInAnyOrder(capabilities(needs));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {'type':'image','source':{}}                                                      | IMAGES
                    {'type':'document','source':{}}                                                   | DOCUMENTS
                    {'type':'tool_result','tool_use_id':'a','content':[{'type':'image','source':{}}]} | IMAGES
                    {'type':'tool_use','id':'a','name':'f','input':{'type':'image','a':[{'type':'document'}]}} | ``
                    """)
    void ofTheBlocksOfMessagesAndNotOfWhatToolsAreCalledWith(String block, String needs) {
        // Given
        String body =
                "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':["
                        + block
                        + "]}]}";
        // When
        ModelRequest request = Samples.messages(body);
        // Then
        assertThat(request.shape().needs()).containsExactlyInAnyOrder(capabilities(needs));
    }

    private static Capability[] capabilities(String names) {
        return Arrays.stream(names.split(" "))
                .filter(name -> !name.isEmpty())
                .map(Capability::valueOf)
                .toArray(Capability[]::new);
    }
}
