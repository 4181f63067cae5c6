package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.AttemptOutcome;
import io.sallyport.exchange.Headers;
import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.RoutePlan;
import io.sallyport.exchange.Strategy;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Every meaning in both envelopes: status, type, code and headers as the vendors send them (OpenAI
 * "Error codes", Anthropic "Errors") and as the SDKs were measured to obey them.
 */
class ErrorsTest {
    private static final String TABLE =
            """
            INVALID             | 400 | invalid_request_error | the_code                | 400 | invalid_request_error
            UNSUPPORTED         | 400 | invalid_request_error | the_code                | 400 | invalid_request_error
            THREAD_UNSUPPORTED  | 400 | invalid_request_error | the_code                | 400 | invalid_request_error
            CONTEXT_TOO_LONG    | 400 | invalid_request_error | context_length_exceeded | 400 | invalid_request_error
            UNAUTHENTICATED     | 401 | invalid_request_error | invalid_api_key         | 401 | authentication_error
            KEY_ENDED           | 401 | invalid_request_error | invalid_api_key         | 401 | authentication_error
            FORBIDDEN           | 403 | invalid_request_error | the_code                | 403 | permission_error
            MODEL_NOT_FOUND     | 404 | invalid_request_error | model_not_found         | 404 | not_found_error
            ENDPOINT_NOT_FOUND  | 404 | invalid_request_error | the_code                | 404 | not_found_error
            METHOD_NOT_ALLOWED  | 405 | invalid_request_error | the_code                | 405 | invalid_request_error
            REQUEST_TIMEOUT     | 408 | invalid_request_error | the_code                | 408 | timeout_error
            TOO_LARGE           | 413 | invalid_request_error | the_code                | 413 | request_too_large
            UPGRADE_NOT_OFFERED | 426 | invalid_request_error | the_code                | 426 | invalid_request_error
            RATE_LIMITED        | 429 | rate_limit_exceeded   | rate_limit_exceeded     | 429 | rate_limit_error
            INTERNAL            | 500 | server_error          | the_code                | 500 | api_error
            UPSTREAM_FAILED     | 502 | server_error          | the_code                | 502 | api_error
            UPSTREAM_OVERLOADED | 503 | server_error          | the_code                | 529 | overloaded_error
            UNAVAILABLE         | 503 | server_error          | the_code                | 503 | api_error
            UPSTREAM_TIMEOUT    | 504 | server_error          | the_code                | 504 | timeout_error
            """;

    /** A rejection of this meaning. */
    private record Refusal(Meaning meaning, Optional<Duration> retryAfter) implements Rejection {
        @Override
        public String code() {
            return "the_code";
        }

        @Override
        public String message() {
            return "messages[0].role: is wrong";
        }

        @Override
        public Optional<String> field() {
            return Optional.of("messages[0].role");
        }
    }

    @Test
    void theTableHasEveryMeaning() {
        // When
        Set<Meaning> told =
                TABLE.lines()
                        .map(line -> Meaning.valueOf(line.split("\\|")[0].trim()))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Meaning.class)));
        // Then
        assertThat(told).containsExactlyInAnyOrder(Meaning.values());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = TABLE)
    void aMeaningHasItsEnvelopeInBothProtocols(
            Meaning meaning,
            int openAiStatus,
            String openAiType,
            String openAiCode,
            int anthropicStatus,
            String anthropicType) {
        // Given
        Rejection rejection = new Refusal(meaning, Optional.empty());
        FakeSink openAi = new FakeSink();
        FakeSink anthropic = new FakeSink();
        // When
        Samples.OPENAI.refuse(rejection, Samples.ID, openAi);
        Samples.ANTHROPIC.refuse(rejection, Samples.ID, anthropic);
        // Then
        assertThat(openAi.status).isEqualTo(openAiStatus);
        assertThat(openAi.text())
                .isEqualTo(
                        Samples.json(
                                "{'error':{'message':'messages[0].role: is wrong','type':'%s','param':'messages[0].role','code':'%s'}}"
                                        .formatted(openAiType, openAiCode)));
        assertThat(anthropic.status).isEqualTo(anthropicStatus);
        JsonNode body = Json.tree(anthropic.bytes.toByteArray());
        assertThat(body.path("type").stringValue()).isEqualTo("error");
        assertThat(body.at("/error/type").stringValue()).isEqualTo(anthropicType);
        assertThat(body.at("/error/message").stringValue()).isEqualTo("messages[0].role: is wrong");
        assertThat(body.path("request_id").stringValue()).isEqualTo("req_1");
        for (FakeSink sink : List.of(openAi, anthropic)) {
            assertThat(names(sink.headers))
                    .contains("content-type", "x-request-id", "request-id")
                    .doesNotContain("retry-after");
            assertThat(sink.headers.first("x-request-id")).contains("req_1");
            assertThat(sink.headers.first("request-id")).contains("req_1");
            assertThat(sink.headers.first("x-should-retry").isPresent())
                    .isEqualTo(meaning == Meaning.KEY_ENDED);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "1001, 2", "30000, 30", "60000, 60", "3600000, 60"})
    void aRetryIsAskedForInWholeSecondsAndWithinAMinute(long millis, String seconds) {
        for (Dialect dialect : List.of(Samples.OPENAI, Samples.ANTHROPIC)) {
            // Given
            FakeSink sink = new FakeSink();
            Refusal limited =
                    new Refusal(Meaning.RATE_LIMITED, Optional.of(Duration.ofMillis(millis)));
            // When
            dialect.refuse(limited, Samples.ID, sink);
            // Then
            assertThat(sink.headers.first("retry-after")).contains(seconds);
        }
    }

    @ParameterizedTest
    @EnumSource(Meaning.class)
    void whatWasRetriedHereInVainIsNotToBeRetriedByTheClient(Meaning meaning) {
        Set<Meaning> inVain = EnumSet.of(Meaning.UPSTREAM_FAILED, Meaning.UPSTREAM_TIMEOUT);
        for (Dialect dialect : List.of(Samples.OPENAI, Samples.ANTHROPIC)) {
            // When
            boolean afterOne = forbidsRetry(dialect, meaning, 1);
            boolean afterTwo = forbidsRetry(dialect, meaning, 2);
            // Then
            assertThat(afterOne).isEqualTo(meaning == Meaning.KEY_ENDED);
            assertThat(afterTwo).isEqualTo(afterOne || inVain.contains(meaning));
        }
    }

    private static boolean forbidsRetry(Dialect dialect, Meaning meaning, int attempts) {
        FakeSink sink = new FakeSink();
        Reply reply =
                dialect.reply(
                        dialect.equals(Samples.OPENAI)
                                ? Samples.chatWith("'n':1")
                                : Samples.messagesWith("'top_k':1"),
                        Samples.ID,
                        sink);
        reply.servedBy(
                new Served(
                        Samples.CANDIDATE,
                        attempts,
                        new RoutePlan(List.of(Samples.CANDIDATE), Strategy.EXPLICIT, "by name")));
        reply.fail(new Refusal(meaning, Optional.empty()));
        return sink.headers.first("x-should-retry").equals(Optional.of("false"));
    }

    @Test
    void afterTheHeadAnErrorIsTheProtocolsOwnEventAndNoCleanEnd() {
        // Given
        FakeSink openAi = new FakeSink();
        FakeSink anthropic = new FakeSink();
        Reply chat = Samples.OPENAI.reply(Samples.chatWith("'stream':true"), Samples.ID, openAi);
        Reply message =
                Samples.ANTHROPIC.reply(
                        Samples.messagesWith("'stream':true"), Samples.ID, anthropic);
        // When
        for (Reply reply : List.of(chat, message)) {
            reply.servedBy(Samples.served());
            reply.keepAlive();
            reply.fail(new Refusal(Meaning.UPSTREAM_OVERLOADED, Optional.empty()));
        }
        // Then
        assertThat(openAi.text())
                .isEqualTo(
                        ": keep-alive\n\ndata: "
                                + Samples.json(
                                        "{'error':{'message':'messages[0].role: is wrong','type':'server_error','param':'messages[0].role','code':'the_code'}}")
                                + "\n\n");
        assertThat(anthropic.text())
                .isEqualTo(
                        "event: ping\ndata: {\"type\":\"ping\"}\n\nevent: error\ndata: "
                                + Samples.json(
                                        "{'type':'error','error':{'type':'overloaded_error','message':'messages[0].role: is wrong'},'request_id':'req_1'}")
                                + "\n\n");
        assertThat(openAi.ended && anthropic.ended).isTrue();
    }

    @Test
    void limitsOfOurOwnOrganisationStayWithUs() {
        // Given: what vendors send with every answer describes the gateway's key, not the caller's
        Headers theirs =
                Headers.of(
                        "retry-after", "7",
                        "x-ratelimit-remaining-requests", "1",
                        "anthropic-ratelimit-unified-status", "rejected",
                        "openai-organization", "acme");
        for (Dialect dialect : List.of(Samples.OPENAI, Samples.ANTHROPIC)) {
            FakeSink sink = new FakeSink();
            // When
            UpstreamFault fault =
                    dialect.fault(
                            429,
                            theirs,
                            Samples.bytes(
                                    "{\"error\":{\"type\":\"x\",\"message\":\"org acme over its limit\"}}"));
            dialect.refuse(fault.rejection(), Samples.ID, sink);
            // Then
            assertThat(fault.outcome()).isEqualTo(AttemptOutcome.RATE_LIMITED);
            assertThat(names(sink.headers))
                    .containsExactlyInAnyOrder(
                            "content-type", "x-request-id", "request-id", "retry-after");
            assertThat(sink.headers.first("retry-after")).contains("7");
            assertThat(sink.text()).doesNotContain("acme");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    prompt is too long: 12567 tokens > 200 maximum (org acme)                       | CONTEXT_TOO_LONG | prompt is too long: 12567 tokens > 200 maximum
                    input length and `max_tokens` exceed context limit: 186433 + 20000 > 200000     | CONTEXT_TOO_LONG | input length and `max_tokens` exceed context limit: 186433 + 20000 > 200000
                    This model's maximum context length is 128 tokens. However acme requested 300 tokens | CONTEXT_TOO_LONG | prompt is too long: 300 tokens > 128 maximum
                    Input is too long. acme                                                         | CONTEXT_TOO_LONG | Input is too long.
                    context_management: Extra inputs are not permitted                              | INVALID | context_management: Extra inputs are not permitted
                    acme: role 'system' is not supported on this model                              | INVALID | messages: role 'system' is not supported
                    """,
            quoteCharacter = '"')
    void theSentencesThatClientsReadReachThemAndNothingElse(
            String upstream, Meaning meaning, String told) {
        for (Dialect dialect : List.of(Samples.OPENAI, Samples.ANTHROPIC)) {
            // Given
            byte[] body =
                    Samples.bytes(
                            "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":"
                                    + Json.quoted(upstream)
                                    + "}}");
            // When
            Rejection rejection = dialect.fault(400, Headers.NONE, body).rejection();
            // Then
            assertThat(rejection.meaning()).isEqualTo(meaning);
            assertThat(rejection.message()).isEqualTo(told);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>acme</html>", "[]", "{\"error\":7}", "{\"error\":null}"})
    void anErrorThatIsNoJsonStillHasItsStatus(String body) {
        for (Dialect dialect : List.of(Samples.OPENAI, Samples.ANTHROPIC)) {
            // When
            UpstreamFault fault = dialect.fault(500, Headers.NONE, Samples.bytes(body));
            // Then
            assertThat(fault.outcome()).isEqualTo(AttemptOutcome.SERVER_ERROR);
            assertThat(fault.rejection().message()).doesNotContain("acme");
        }
    }

    private static List<String> names(Headers headers) {
        return Arrays.asList(
                headers.fields().stream().map(Headers.Field::name).toArray(String[]::new));
    }
}
