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
 * The trap "media". Shapes: OpenAI "Images and vision" and "PDF files", Anthropic "Vision" and "PDF
 * support".
 */
class MediaTrapsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {'type':'image_url','image_url':{'url':'data:image/png;base64,iVBORw0KGgo='}} | {'type':'image','source':{'type':'base64','media_type':'image/png','data':'iVBORw0KGgo='}}
                    {'type':'image_url','image_url':{'url':'https://example.com/a.png'}}          | {'type':'image','source':{'type':'url','url':'https://example.com/a.png'}}
                    {'type':'file','file':{'filename':'a.pdf','file_data':'data:application/pdf;base64,JVBERi0='}} | {'type':'document','source':{'type':'base64','media_type':'application/pdf','data':'JVBERi0='},'title':'a.pdf'}
                    """)
    void picturesAndDocumentsHaveTheirTwinBothWays(String chat, String messages) {
        // Given
        ModelRequest fromChat = Samples.chat(one("", chat));
        ModelRequest fromMessages = Samples.messages(one("'max_tokens':9,", messages));
        // When
        JsonNode chatToMessages = Samples.sent(fromChat, Samples.ANTHROPIC);
        JsonNode messagesToChat = Samples.sent(fromMessages, Samples.OPENAI);
        String chatToChat = Samples.sentText(fromChat, Samples.OPENAI);
        String messagesToMessages = Samples.sentText(fromMessages, Samples.ANTHROPIC);
        // Then
        assertThat(chatToMessages.at("/messages/0/content/0")).hasToString(Samples.json(messages));
        assertThat(messagesToChat.at("/messages/0/content/0")).hasToString(Samples.json(chat));
        assertThat(chatToChat).contains(Samples.json(chat));
        assertThat(messagesToMessages).contains(Samples.json(messages));
    }

    @Test
    void detailHasNoTwinAndParametersOfADataUrlMeanNothing() {
        // Given
        ModelRequest request =
                Samples.chat(
                        one(
                                "",
                                "{'type':'image_url','image_url':{'url':'data:image/png;name=a.png;base64,AAAA','detail':'high'}}"));
        // When
        JsonNode sent = Samples.sent(request, Samples.ANTHROPIC);
        // Then
        assertThat(sent.at("/messages/0/content/0"))
                .hasToString(
                        Samples.json(
                                "{'type':'image','source':{'type':'base64','media_type':'image/png','data':'AAAA'}}"));
    }

    @Test
    void aTextDocumentIsText() {
        // Given
        ModelRequest request =
                Samples.messages(
                        one(
                                "'max_tokens':9,",
                                "{'type':'document','source':{'type':'text','media_type':'text/plain','data':'abc'}}"));
        // When
        JsonNode sent = Samples.sent(request, Samples.OPENAI);
        // Then
        assertThat(sent.at("/messages/0/content").stringValue()).isEqualTo("abc");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {'type':'image_url','image_url':{'url':'data:image/png,AAAA'}}   | messages[0].content[0].image_url.url
                    {'type':'file','file':{'file_id':'file-1'}}                      | messages[0].content[0].file.file_id
                    {'type':'input_audio','input_audio':{'data':'','format':'wav'}}  | messages[0].content[0].type
                    {'type':'image_url','image_url':{}}                              | messages[0].content[0].image_url.url
                    """)
    void whatMessagesCannotExpressIsRefusedByItsPathAndNotReplacedByText(
            String part, String field) {
        // Given
        ModelRequest request = Samples.chat(one("", part));
        // When
        Rejection refusal = Samples.refusal(() -> Samples.sent(request, Samples.ANTHROPIC));
        // Then
        assertThat(refusal.field()).contains(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {'type':'image','source':{'type':'file','file_id':'file_1'}}              | messages[0].content[0].source.type
                    {'type':'document','source':{'type':'url','url':'https://example.com/a'}} | messages
                    {'type':'container_upload','file_id':'file_1'}                            | messages[0].content[0].type
                    """)
    void whatChatCannotExpressIsRefusedByItsPathAndNotReplacedByText(String block, String field) {
        // Given
        ModelRequest request = Samples.messages(one("'max_tokens':9,", block));
        // When
        Rejection refusal = Samples.refusal(() -> Samples.sent(request, Samples.OPENAI));
        // Then
        assertThat(refusal.meaning()).isEqualTo(Meaning.UNSUPPORTED);
        assertThat(refusal.field()).contains(field);
        assertThat(Samples.sentText(request, Samples.ANTHROPIC)).contains(Samples.json(block));
    }

    private static String one(String fields, String part) {
        return "{'model':'m'," + fields + "'messages':[{'role':'user','content':[" + part + "]}]}";
    }
}
