package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.content.ModelRequest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The traps "system" and "attribution block". The shapes are those of Claude Code 2.1.330 (system
 * message inside the list, attribution block first) and of the OpenAI API reference (developer).
 */
class SystemTrapsTest {
    private static final String CLAUDE_CODE =
            """
            {'model':'m','max_tokens':9,
             'system':[{'type':'text','text':'x-anthropic-billing-header: cc_version=2.1.330.299; cc_entrypoint=sdk-cli;'},
                       {'type':'text','text':'You are a Claude agent.','cache_control':{'type':'ephemeral'}}],
             'messages':[{'role':'user','content':'x-anthropic-billing-header: is what?'},
                         {'role':'system','content':[{'type':'text','text':'# Environment','cache_control':{'type':'ephemeral'}}],'output_config':{'effort':'medium'}},
                         {'role':'assistant','content':'A header.'},
                         {'role':'system','content':'Be brief.'}]}
            """;

    @Test
    void aMessagesSystemStaysInItsPlaceTowardsChatWithoutTheAttribution() {
        // Given
        ModelRequest request = Samples.messages(CLAUDE_CODE);
        // When
        JsonNode messages = Samples.sent(request, Samples.OPENAI).path("messages");
        // Then
        assertThat(messages.toString())
                .isEqualTo(
                        Samples.json(
                                "[{'role':'system','content':'You are a Claude agent.'},"
                                        + "{'role':'user','content':'x-anthropic-billing-header: is what?'},"
                                        + "{'role':'system','content':'# Environment'},"
                                        + "{'role':'assistant','content':'A header.'},"
                                        + "{'role':'system','content':'Be brief.'}]"));
    }

    @Test
    void aMessagesSystemReachesAnAnthropicUpstreamAsItCame() {
        // Given
        ModelRequest request = Samples.messages(CLAUDE_CODE);
        JsonNode asked = Json.tree(request.payload().bytes());
        // When
        JsonNode sent = Samples.sent(request, Samples.ANTHROPIC);
        // Then
        assertThat(sent.path("system")).isEqualTo(asked.path("system"));
        assertThat(sent.path("messages")).isEqualTo(asked.path("messages"));
    }

    @Test
    void aChatSystemGoesInFrontAndALaterOneStaysAsUserText() {
        // Given
        ModelRequest request =
                Samples.chat(
                        """
                        {'model':'m','messages':[{'role':'system','content':'One.'},
                         {'role':'developer','content':[{'type':'text','text':'Two.'}]},
                         {'role':'user','content':'hi'},{'role':'assistant','content':'ho'},
                         {'role':'developer','content':'Three.'},{'role':'user','content':'go'}]}
                        """);
        // When
        JsonNode sent = Samples.sent(request, Samples.ANTHROPIC);
        // Then
        assertThat(sent.path("system").stringValue()).isEqualTo("One.\n\nTwo.");
        assertThat(sent.path("messages").toString())
                .isEqualTo(
                        Samples.json(
                                "[{'role':'user','content':[{'type':'text','text':'hi'}]},"
                                        + "{'role':'assistant','content':[{'type':'text','text':'ho'}]},"
                                        + "{'role':'user','content':[{'type':'text','text':'<system>\\nThree.\\n</system>'},"
                                        + "{'type':'text','text':'go'}]}]"));
    }

    @Test
    void aChatSystemReachesAnOpenAiUpstreamAsItCame() {
        // Given
        ModelRequest request =
                Samples.chat(
                        "{'model':'m','messages':[{'role':'user','content':'hi'},"
                                + "{'role':'developer','content':'Be brief.'}]}");
        // When
        JsonNode sent = Samples.sent(request, Samples.OPENAI);
        // Then
        assertThat(sent.path("messages"))
                .isEqualTo(Json.tree(request.payload().bytes()).path("messages"));
    }

    @Test
    void emptyTextDoesNotLoseItsTurnTowardsChatAndIsNamedTowardsMessages() {
        // Given
        ModelRequest fromMessages =
                Samples.messages(
                        "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':''}]}");
        ModelRequest fromChat =
                Samples.chat("{'model':'m','messages':[{'role':'user','content':''}]}");
        // When
        JsonNode toChat = Samples.sent(fromMessages, Samples.OPENAI);
        Rejection refusal = Samples.refusal(() -> Samples.sent(fromChat, Samples.ANTHROPIC));
        // Then
        assertThat(toChat.path("messages"))
                .hasToString(Samples.json("[{'role':'user','content':''}]"));
        assertThat(refusal.field()).contains("messages");
    }
}
