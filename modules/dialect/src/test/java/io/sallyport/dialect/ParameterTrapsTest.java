package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.Capability;
import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.content.ModelRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * The traps "max tokens", "sampling", "n, logprobs, seed, logit_bias" and "cache hints". Parameters
 * as in the OpenAI API reference "Create chat completion" and Anthropic "Create a message".
 */
class ParameterTrapsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    'n':2                               | n
                    'logprobs':true                     | logprobs
                    'top_logprobs':3                    | top_logprobs
                    'seed':0                            | seed
                    'logit_bias':{'50256':-100}         | logit_bias
                    'presence_penalty':0.5              | presence_penalty
                    'frequency_penalty':-1              | frequency_penalty
                    'modalities':['text','audio']       | modalities
                    'audio':{'voice':'x'}               | audio
                    'web_search_options':{}             | web_search_options
                    'functions':[{'name':'f'}]          | functions
                    'function_call':'auto'              | function_call
                    """)
    void whatHasNoTwinInMessagesIsRefusedByNameAndStaysInChat(String parameter, String field) {
        // Given
        ModelRequest request = Samples.chatWith(parameter);
        // When
        Rejection refusal = Samples.refusal(() -> Samples.sent(request, Samples.ANTHROPIC));
        // Then
        assertThat(refusal.meaning()).isEqualTo(Meaning.UNSUPPORTED);
        assertThat(refusal.field()).contains(field);
        assertThat(refusal.message()).startsWith(field + ": ");
        assertThat(Samples.sentText(request, Samples.OPENAI)).contains(Samples.json(parameter));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'n':1",
                "'n':null",
                "'logprobs':false",
                "'top_logprobs':0",
                "'logit_bias':{}",
                "'presence_penalty':0.0",
                "'frequency_penalty':0",
                "'modalities':['text']",
                "'service_tier':'auto'",
                "'store':true",
                "'metadata':{'a':'b'}",
                "'prediction':{'type':'content','content':'x'}",
                "'prompt_cache_key':'k'",
                "'a_parameter_of_tomorrow':1"
            })
    void whatChangesNothingIsLeftOutTowardsMessagesAndStaysInChat(String parameter) {
        // Given
        ModelRequest request = Samples.chatWith(parameter);
        // When
        JsonNode sent = Samples.sent(request, Samples.ANTHROPIC);
        // Then
        assertThat(sent.propertyNames())
                .containsExactlyInAnyOrder("model", "messages", "max_tokens");
        assertThat(Samples.sentText(request, Samples.OPENAI)).contains(Samples.json(parameter));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    'mcp_servers':[{'type':'url','url':'https://example.com','name':'x'}] | mcp_servers
                    'inference_geo':'eu'                                                  | inference_geo
                    """)
    void whatHasNoTwinInChatIsRefusedByNameAndStaysInMessages(String parameter, String field) {
        // Given
        ModelRequest request = Samples.messagesWith(parameter);
        // When
        Rejection refusal = Samples.refusal(() -> Samples.sent(request, Samples.OPENAI));
        // Then
        assertThat(refusal.meaning()).isEqualTo(Meaning.UNSUPPORTED);
        assertThat(refusal.field()).contains(field);
        assertThat(Samples.sentText(request, Samples.ANTHROPIC)).contains(Samples.json(parameter));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'context_management':{'edits':[{'type':'clear_thinking_20251015'}]}",
                "'service_tier':'auto'",
                "'top_k':5",
                "'thinking':{'type':'adaptive','display':'omitted'}",
                "'a_parameter_of_tomorrow':1"
            })
    void hintsOfMessagesAreLeftOutTowardsChatAndStayInMessages(String parameter) {
        // Given
        ModelRequest request = Samples.messagesWith(parameter);
        // When
        JsonNode sent = Samples.sent(request, Samples.OPENAI);
        // Then
        assertThat(sent.propertyNames())
                .containsExactlyInAnyOrder("model", "messages", "max_completion_tokens");
        assertThat(Samples.sentText(request, Samples.ANTHROPIC)).contains(Samples.json(parameter));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    'top_k':1                    | 1000
                    'max_tokens':70              | 70
                    'max_completion_tokens':80   | 80
                    'max_completion_tokens':80,'max_tokens':70 | 80
                    'max_tokens':128000          | 1000
                    """)
    void aMessagesUpstreamAlwaysGetsALimitThatItsModelHas(String parameter, int limit) {
        // When
        JsonNode sent = Samples.sent(Samples.chatWith(parameter), Samples.ANTHROPIC);
        // Then
        assertThat(sent.path("max_tokens")).hasToString(Integer.toString(limit));
    }

    @Test
    void aModelOfUnknownLimitGetsAModestOne() {
        // Given
        Candidate unknown = candidate(OptionalInt.empty(), Set.of());
        ModelRequest request = Samples.chatWith("'n':1");
        // When
        byte[] sent = Samples.ANTHROPIC.encode(request, unknown).orElseThrow().bytes();
        // Then
        assertThat(Json.tree(sent).path("max_tokens").intValue()).isEqualTo(4096);
    }

    @Test
    void everyLimitOfACallerIsCutToWhatTheModelHas() {
        // Given
        ModelRequest claudeCode =
                Samples.messages(
                        "{'model':'m','max_tokens':128000,'messages':[{'role':'user','content':'hi'}]}");
        ModelRequest chat = Samples.chatWith("'max_tokens':128000,'max_completion_tokens':128000");
        // When
        JsonNode messagesToMessages = Samples.sent(claudeCode, Samples.ANTHROPIC);
        JsonNode messagesToChat = Samples.sent(claudeCode, Samples.OPENAI);
        JsonNode chatToChat = Samples.sent(chat, Samples.OPENAI);
        // Then
        assertThat(messagesToMessages.path("max_tokens").intValue()).isEqualTo(1000);
        assertThat(messagesToChat.path("max_completion_tokens").intValue()).isEqualTo(1000);
        assertThat(chatToChat.path("max_tokens").intValue()).isEqualTo(1000);
        assertThat(chatToChat.path("max_completion_tokens").intValue()).isEqualTo(1000);
    }

    @ParameterizedTest
    @CsvSource({"32000, 31999", "8192, 8191", "1024, none", "500, none"})
    void aThinkingBudgetStaysBelowALimitThatIsCut(int most, String budget) {
        // Given: what Claude Code 2.1.197 sends
        ModelRequest request =
                Samples.messages(
                        "{'model':'m','max_tokens':64000,'thinking':{'type':'enabled','budget_tokens':63999},"
                                + "'messages':[{'role':'user','content':'hi'}]}");
        Candidate candidate = candidate(OptionalInt.of(most), Set.of(Capability.REASONING));
        // When
        JsonNode sent =
                Json.tree(Samples.ANTHROPIC.encode(request, candidate).orElseThrow().bytes());
        // Then
        assertThat(sent.path("max_tokens").intValue()).isEqualTo(most);
        assertThat(sent.has("thinking")).isEqualTo(!budget.equals("none"));
        assertThat(sent.at("/thinking/budget_tokens").asString("none")).isEqualTo(budget);
    }

    @Test
    void aBudgetBelowTheLimitIsNotTouched() {
        // Given
        ModelRequest request =
                Samples.messages(
                        "{'model':'m','max_tokens':64000,'thinking':{'type':'enabled','budget_tokens':1024},"
                                + "'messages':[{'role':'user','content':'hi'}]}");
        Candidate candidate = candidate(OptionalInt.of(8192), Set.of());
        // When
        byte[] sent = Samples.ANTHROPIC.encode(request, candidate).orElseThrow().bytes();
        // Then
        assertThat(new String(sent, java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    'temperature':1,'top_p':1      | -   | -
                    'temperature':0                | 0.0 | -
                    'temperature':0.2,'top_p':1    | 0.2 | -
                    'temperature':0.2,'top_p':0.9  | 0.2 | -
                    'top_p':0.9                    | -   | 0.9
                    'temperature':1.7              | -   | -
                    """)
    void claudeGetsATemperatureOrATopPAndNoDefaults(
            String parameters, String temperature, String topP) {
        // When
        JsonNode sent = Samples.sent(Samples.chatWith(parameters), Samples.ANTHROPIC);
        // Then
        assertThat(sent.path("temperature").asString("-")).isEqualTo(temperature);
        assertThat(sent.path("top_p").asString("-")).isEqualTo(topP);
    }

    @Test
    void defaultsOfLlamaIndexDoNotReachAReasoningModelOfChat() {
        // Given
        ModelRequest defaults = Samples.messagesWith("'temperature':1.0,'top_p':1");
        ModelRequest chosen = Samples.messagesWith("'temperature':0.5");
        // When
        JsonNode sentDefaults = Samples.sent(defaults, Samples.OPENAI);
        JsonNode sentChosen = Samples.sent(chosen, Samples.OPENAI);
        // Then
        assertThat(sentDefaults.propertyNames()).doesNotContain("temperature", "top_p");
        assertThat(sentChosen.path("temperature").doubleValue()).isEqualTo(0.5);
    }

    @Test
    void stopSequencesHaveTheirTwinBothWays() {
        // Given
        ModelRequest chat = Samples.chatWith("'stop':'END'");
        ModelRequest messages = Samples.messagesWith("'stop_sequences':['A','B']");
        // When
        JsonNode chatToMessages = Samples.sent(chat, Samples.ANTHROPIC);
        JsonNode messagesToChat = Samples.sent(messages, Samples.OPENAI);
        // Then
        assertThat(chatToMessages.path("stop_sequences")).hasToString("[\"END\"]");
        assertThat(messagesToChat.path("stop")).hasToString("[\"A\",\"B\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    'output_config':{'effort':'medium'}                 | medium
                    'output_config':{'effort':'max'}                    | xhigh
                    'thinking':{'type':'adaptive'},'output_config':{'effort':'low'} | low
                    'thinking':{'type':'enabled','budget_tokens':1024}  | low
                    'thinking':{'type':'enabled','budget_tokens':8000}  | medium
                    'thinking':{'type':'enabled','budget_tokens':31999} | high
                    'thinking':{'type':'disabled'}                      | -
                    """)
    void anEffortReachesOnlyAModelThatReasons(String parameters, String effort) {
        // Given
        ModelRequest request = Samples.messagesWith(parameters);
        Candidate plain = candidate(OptionalInt.empty(), Set.of(Capability.TOOLS));
        // When
        JsonNode reasoning = Samples.sent(request, Samples.OPENAI);
        byte[] toPlain = Samples.OPENAI.encode(request, plain).orElseThrow().bytes();
        // Then
        assertThat(reasoning.path("reasoning_effort").asString("-")).isEqualTo(effort);
        assertThat(Json.tree(toPlain).has("reasoning_effort")).isFalse();
    }

    @Test
    void anEffortOfChatIsAnEffortOfMessages() {
        // Given
        ModelRequest request = Samples.chatWith("'reasoning_effort':'minimal'");
        Candidate plain = candidate(OptionalInt.empty(), Set.of());
        // When
        JsonNode reasoning = Samples.sent(request, Samples.ANTHROPIC);
        byte[] toPlain = Samples.ANTHROPIC.encode(request, plain).orElseThrow().bytes();
        // Then
        assertThat(reasoning.path("output_config")).hasToString("{\"effort\":\"low\"}");
        assertThat(Json.tree(toPlain).has("output_config")).isFalse();
    }

    @Test
    void cacheHintsStayInMessagesAndAreLeftOutTowardsChat() {
        // Given
        String hint = "'cache_control':{'type':'ephemeral','ttl':'1h'}";
        ModelRequest request =
                Samples.messagesWith(
                        "'system':[{'type':'text','text':'a',"
                                + hint
                                + "},{'type':'text','text':'b'}]");
        // When
        String toMessages = Samples.sentText(request, Samples.ANTHROPIC);
        String toChat = Samples.sentText(request, Samples.OPENAI);
        // Then
        assertThat(toMessages).contains(Samples.json(hint));
        assertThat(toChat).doesNotContain("cache_control").contains("\"a\\n\\nb\"");
    }

    @Test
    void theEndUserHasItsTwinBothWays() {
        // Given
        ModelRequest chat = Samples.chatWith("'user':'u1'");
        ModelRequest messages = Samples.messagesWith("'metadata':{'user_id':'u1'}");
        // When
        JsonNode chatToMessages = Samples.sent(chat, Samples.ANTHROPIC);
        JsonNode messagesToChat = Samples.sent(messages, Samples.OPENAI);
        // Then
        assertThat(chatToMessages.at("/metadata/user_id").stringValue()).isEqualTo("u1");
        assertThat(messagesToChat.path("user").stringValue()).isEqualTo("u1");
    }

    @Test
    void whatAModelRefusesIsNotSentToItWhateverTheCallerSpeaks() {
        // Given: opencode and LlamaIndex always send a temperature (trap "sampling")
        Candidate newModel = candidate(OptionalInt.empty(), Set.of());
        List<ModelRequest> requests =
                List.of(
                        Samples.chatWith("'temperature':0.5,'top_p':0.9,'x':1"),
                        Samples.messagesWith("'temperature':0.5,'top_p':0.9,'top_k':4,'x':1"));
        for (ModelRequest request : requests) {
            for (Dialect upstream : List.of(Samples.OPENAI, Samples.ANTHROPIC)) {
                // When
                String sent =
                        new String(
                                upstream.encode(request, newModel).orElseThrow().bytes(),
                                StandardCharsets.UTF_8);
                // Then
                assertThat(sent).doesNotContain("temperature", "top_p", "top_k").contains("hi");
            }
        }
    }

    @Test
    void samplingThatAModelRefusesIsLeftOutInAllDirections() {
        // Given: models that reason refuse temperature and top_p (trap "sampling")
        Candidate reasoning =
                new Candidate(
                        Samples.CANDIDATE.deployment(),
                        Samples.CANDIDATE.model(),
                        Samples.CANDIDATE.provider(),
                        Samples.CANDIDATE.upstreamModel(),
                        Samples.CANDIDATE.tariff(),
                        OptionalInt.empty(),
                        Set.of(),
                        Set.of("temperature", "top_p"));
        String sampling = "'temperature':0.5,'top_p':0.5";
        // When
        List<String> sent = new ArrayList<>();
        for (ModelRequest request :
                List.of(Samples.chatWith(sampling), Samples.messagesWith(sampling))) {
            for (Dialect dialect : List.of(Samples.OPENAI, Samples.ANTHROPIC)) {
                sent.add(
                        new String(
                                dialect.encode(request, reasoning).orElseThrow().bytes(),
                                StandardCharsets.UTF_8));
            }
        }
        // Then
        assertThat(sent).hasSize(4).allMatch(body -> body.contains("messages"));
        assertThat(sent).noneMatch(body -> body.contains("temperature") || body.contains("top_p"));
    }

    @Test
    void aServerThatKnowsOnlyTheOlderNameOfTheLimitGetsThatOne() {
        // Given: DeepSeek's API takes max_tokens (trap "max tokens")
        Candidate older =
                new Candidate(
                        Samples.CANDIDATE.deployment(),
                        Samples.CANDIDATE.model(),
                        Samples.CANDIDATE.provider(),
                        Samples.CANDIDATE.upstreamModel(),
                        Samples.CANDIDATE.tariff(),
                        OptionalInt.of(50),
                        Set.of(),
                        Set.of("max_completion_tokens"));
        for (ModelRequest request :
                List.of(
                        Samples.chatWith("'max_completion_tokens':70"),
                        Samples.messages(
                                "{'model':'m','max_tokens':70,'messages':[{'role':'user','content':'hi'}]}"))) {
            // When
            String sent =
                    new String(
                            Samples.OPENAI.encode(request, older).orElseThrow().bytes(),
                            StandardCharsets.UTF_8);
            // Then
            assertThat(sent).contains("\"max_tokens\":50").doesNotContain("max_completion_tokens");
        }
    }

    private static Candidate candidate(OptionalInt most, Set<Capability> capabilities) {
        return new Candidate(
                Samples.CANDIDATE.deployment(),
                Samples.CANDIDATE.model(),
                Samples.CANDIDATE.provider(),
                Samples.CANDIDATE.upstreamModel(),
                Samples.CANDIDATE.tariff(),
                most,
                capabilities,
                Set.of("temperature", "top_p", "top_k"));
    }
}
