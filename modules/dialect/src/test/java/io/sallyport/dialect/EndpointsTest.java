package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.Head;
import io.sallyport.exchange.Headers;
import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.ModelId;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.secret.Secret;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths, credentials and lists of models, as the SDKs and real clients were seen to use them. */
class EndpointsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/chat/completions",
                "/chat/completions",
                "/openai/v1/chat/completions",
                "/openai/chat/completions",
                "/v1/v1/chat/completions",
                "/v1/chat/completions/"
            })
    void chatIsFoundUnderEveryPrefix(String path) {
        // Given
        Head head = Samples.post(path);
        // When
        Dialect dialect = Samples.DIALECTS.of(head);
        Endpoint endpoint = dialect.endpoint(head);
        // Then
        assertThat(dialect).isEqualTo(Samples.OPENAI);
        assertThat(endpoint).isEqualTo(new Endpoint.Chat());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/messages",
                "/messages",
                "/anthropic/v1/messages",
                "/anthropic/messages",
                "/v1/v1/messages",
                "/anthropic/v1/v1/messages"
            })
    void messagesAndTheirCountAreFoundUnderEveryPrefix(String path) {
        for (Head head : List.of(Samples.post(path), Samples.post(path + "/count_tokens"))) {
            // When
            Dialect dialect = Samples.DIALECTS.of(head);
            Endpoint endpoint = dialect.endpoint(head);
            // Then
            assertThat(dialect).isEqualTo(Samples.ANTHROPIC);
            assertThat(endpoint)
                    .isEqualTo(
                            head.path().endsWith("count_tokens")
                                    ? new Endpoint.CountTokens()
                                    : new Endpoint.Chat());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/responses, ENDPOINT_NOT_FOUND",
        "POST, /v1/responses, ENDPOINT_NOT_FOUND",
        "POST, /v1/embeddings, ENDPOINT_NOT_FOUND",
        "POST, /openai/v1/messages, ENDPOINT_NOT_FOUND",
        "POST, /openai/v1/messages/count_tokens, ENDPOINT_NOT_FOUND",
        "POST, /anthropic/v1/chat/completions, ENDPOINT_NOT_FOUND",
        "GET, /v1/chat/completions, METHOD_NOT_ALLOWED",
        "DELETE, /v1/messages, METHOD_NOT_ALLOWED",
        "POST, /v1/models, METHOD_NOT_ALLOWED"
    })
    void whatWeDoNotHaveIsRefusedByItsName(String method, String path, Meaning meaning) {
        // Given
        Head head = new Head(method, path, "", Headers.NONE);
        // When
        Rejection refusal = Samples.refusal(() -> Samples.DIALECTS.of(head).endpoint(head));
        // Then
        assertThat(refusal.meaning()).isEqualTo(meaning);
        assertThat(refusal.message())
                .contains(meaning == Meaning.ENDPOINT_NOT_FOUND ? path : method);
    }

    @Test
    void aWebSocketIsNotOfferedSoThatCodexFallsBackAtOnce() {
        // Given
        Head head = new Head("GET", "/v1/responses", "", Headers.of("upgrade", "WebSocket"));
        FakeSink sink = new FakeSink();
        // When
        Dialect dialect = Samples.DIALECTS.of(head);
        dialect.refuse(Samples.refusal(() -> dialect.endpoint(head)), Samples.ID, sink);
        // Then
        assertThat(sink.status).isEqualTo(426);
    }

    @ParameterizedTest
    @CsvSource({
        "authorization, Bearer slp_a",
        "authorization, bearer  slp_a ",
        "x-api-key, slp_a",
    })
    void bothSpellingsOfAKeyAreReadOnBothProtocols(String name, String value) {
        for (Dialect dialect : List.of(Samples.OPENAI, Samples.ANTHROPIC)) {
            // Given
            Head head = new Head("POST", "/v1/messages", "", Headers.of(name, value));
            // When
            Secret key = dialect.credential(head);
            // Then
            assertThat(key.reveal()).isEqualTo("slp_a");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "authorization, Basic c2xwX2E=",
        "authorization, Bearer",
        "x-other, slp_a",
    })
    void whatIsNoKeyIsUnauthenticatedOnBothProtocols(String name, String value) {
        for (Dialect dialect : List.of(Samples.OPENAI, Samples.ANTHROPIC)) {
            // Given
            Head head = new Head("POST", "/v1/messages", "", Headers.of(name, value));
            // When
            Rejection refusal = Samples.refusal(() -> dialect.credential(head));
            // Then
            assertThat(refusal.meaning()).isEqualTo(Meaning.UNAUTHENTICATED);
        }
    }

    @Test
    void modelsAreListedAndShownInBothShapes() {
        // Given
        List<ModelCard> cards =
                List.of(
                        card("claude-x", "Claude X", "anthropic", 1_700_000_000),
                        card("gpt-x", "GPT X", "openai", 1_700_000_001));
        FakeSink openAi = new FakeSink();
        FakeSink anthropic = new FakeSink();
        FakeSink one = new FakeSink();
        // When
        Samples.OPENAI.listModels(cards, Samples.ID, openAi);
        Samples.ANTHROPIC.listModels(cards, Samples.ID, anthropic);
        Samples.OPENAI.showModel(cards.getFirst(), Samples.ID, one);
        // Then
        String first =
                "{'id':'claude-x','object':'model','created':1700000000,'owned_by':'anthropic'}";
        assertThat(one.text()).isEqualTo(Samples.json(first));
        assertThat(openAi.text())
                .isEqualTo(
                        Samples.json(
                                "{'object':'list','data':["
                                        + first
                                        + ",{'id':'gpt-x','object':'model','created':1700000001,'owned_by':'openai'}]}"));
        assertThat(anthropic.text())
                .isEqualTo(
                        Samples.json(
                                "{'data':[{'type':'model','id':'claude-x','display_name':'Claude X','created_at':'2023-11-14T22:13:20Z'},"
                                        + "{'type':'model','id':'gpt-x','display_name':'GPT X','created_at':'2023-11-14T22:13:21Z'}],"
                                        + "'has_more':false,'first_id':'claude-x','last_id':'gpt-x'}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'previous_message_id':'m'",
                "'container':'c'",
                "'conversation':'c'",
                "'thread':{'type':'continue','previous_message_id':'m'}"
            })
    void stateOfMessagesIsRefusedByName(String field) {
        // When
        Rejection refusal = Samples.refusal(() -> Samples.messagesWith(field));
        // Then
        assertThat(refusal.message())
                .startsWith(field.substring(1, field.indexOf('\'', 1)) + ": ")
                .contains("full history");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'previous_response_id':'r'", "'conversation':'c'"})
    void stateOfChatIsRefusedByName(String field) {
        // When
        Rejection refusal = Samples.refusal(() -> Samples.chatWith(field));
        // Then
        assertThat(refusal.message())
                .startsWith(field.substring(1, field.indexOf('\'', 1)) + ": ")
                .contains("full history");
    }

    private static ModelCard card(String id, String name, String owner, long created) {
        return new ModelCard(
                new ModelId(id),
                name,
                owner,
                Instant.ofEpochSecond(created),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Set.of());
    }
}
