package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.content.ModelRequest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The trap "structured output". Shapes: OpenAI "Structured model outputs" (response_format),
 * Anthropic "Structured outputs" (output_config.format; additionalProperties must be false).
 */
class StructuredOutputTrapsTest {

    @Test
    void aSchemaOfChatIsClosedForMessages() {
        // Given
        ModelRequest request =
                Samples.chatWith(
                        "'response_format':{'type':'json_schema','json_schema':{'name':'person','schema':"
                                + "{'type':'object','properties':{'type':{'type':'string'},"
                                + "'home':{'type':'object','properties':{}}},'required':['home']}}}");
        // When
        JsonNode format = Samples.sent(request, Samples.ANTHROPIC).at("/output_config/format");
        // Then
        assertThat(format.toString())
                .isEqualTo(
                        Samples.json(
                                "{'type':'json_schema','schema':{'type':'object','properties':{'type':{'type':'string'},"
                                        + "'home':{'type':'object','properties':{},'additionalProperties':false}},"
                                        + "'required':['home'],'additionalProperties':false}}"));
    }

    @Test
    void aSchemaThatSaysWhatElseItTakesIsNotRewritten() {
        // Given
        ModelRequest request =
                Samples.chatWith(
                        "'response_format':{'type':'json_schema','json_schema':{'name':'p','schema':"
                                + "{'type':'object','additionalProperties':{'type':'string'}}}}");
        // When
        JsonNode sent = Samples.sent(request, Samples.ANTHROPIC);
        // Then
        assertThat(sent.at("/output_config/format/schema"))
                .hasToString(
                        Samples.json("{'type':'object','additionalProperties':{'type':'string'}}"));
    }

    @Test
    void aFormatOfMessagesIsAStrictSchemaOfChat() {
        String schema = "{'type':'object','properties':{},'additionalProperties':false}";
        for (String field :
                new String[] {
                    "'output_config':{'effort':'low','format':{'type':'json_schema','schema':S}}",
                    "'output_format':{'type':'json_schema','schema':S}"
                }) {
            // Given
            ModelRequest request = Samples.messagesWith(field.replace("S", schema));
            // When
            JsonNode format = Samples.sent(request, Samples.OPENAI).path("response_format");
            // Then
            assertThat(format.toString())
                    .isEqualTo(
                            Samples.json(
                                    "{'type':'json_schema','json_schema':{'name':'answer','schema':"
                                            + schema
                                            + ",'strict':true}}"));
        }
    }

    @Test
    void aFormatStaysAsItIsInItsOwnDialect() {
        // Given
        String chat =
                "'response_format':{'type':'json_schema','json_schema':{'name':'p','schema':{'x':1.0}}}";
        String messages = "'output_config':{'format':{'type':'json_schema','schema':{'x':1.0}}}";
        // When
        String toChat = Samples.sentText(Samples.chatWith(chat), Samples.OPENAI);
        String toMessages = Samples.sentText(Samples.messagesWith(messages), Samples.ANTHROPIC);
        // Then
        assertThat(toChat).contains(Samples.json(chat));
        assertThat(toMessages).contains(Samples.json(messages));
    }

    @Test
    void anyJsonObjectHasNoTwinInMessagesAndIsRefusedByName() {
        // Given
        ModelRequest request = Samples.chatWith("'response_format':{'type':'json_object'}");
        // When
        Rejection refusal = Samples.refusal(() -> Samples.sent(request, Samples.ANTHROPIC));
        // Then
        assertThat(refusal.meaning()).isEqualTo(Meaning.UNSUPPORTED);
        assertThat(refusal.field()).contains("response_format.type");
        assertThat(refusal.message()).contains("json_schema");
        assertThat(Samples.sentText(request, Samples.OPENAI)).contains("json_object");
    }

    @Test
    void plainTextIsNoFormat() {
        // Given
        ModelRequest request = Samples.chatWith("'response_format':{'type':'text'}");
        // When
        JsonNode sent = Samples.sent(request, Samples.ANTHROPIC);
        // Then
        assertThat(sent.has("output_config")).isFalse();
    }
}
