package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.DialectName;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One way to ask for an answer, and what a caller that asked so must get. */
record Asked(DialectName caller, boolean streamed) {
    private static final String TEXT = "the gate is open";
    private static final Pattern OPENAI = Pattern.compile("\"content\":\"([^\"]*)\"");
    private static final Pattern ANTHROPIC = Pattern.compile("\"text\":\"([^\"]*)\"");

    String path() {
        return switch (caller) {
            case OPENAI_CHAT -> "/v1/chat/completions";
            case ANTHROPIC_MESSAGES -> "/v1/messages";
        };
    }

    String body(String model) {
        return """
        {"model":"%s","max_tokens":50,"stream":%s,"messages":[{"role":"user","content":"ECHO:%s"}]}\
        """
                .formatted(model, streamed, TEXT);
    }

    /** Whole, and with no sign of anything that went wrong. */
    void assertAnswered(HttpResponse<String> response) {
        String body = response.body();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(text(body)).isEqualTo(TEXT);
        assertThat(body).doesNotContain("error");
        if (streamed) {
            assertThat(header(response, "content-type")).startsWith("text/event-stream");
            assertCleanEnd(body);
        } else {
            assertThat(header(response, "content-type")).isEqualTo("application/json");
        }
    }

    private void assertCleanEnd(String body) {
        switch (caller) {
            case OPENAI_CHAT ->
                    assertThat(body)
                            .contains("\"finish_reason\":\"stop\"")
                            .endsWith("data: [DONE]\n\n");
            case ANTHROPIC_MESSAGES ->
                    assertThat(body)
                            .startsWith("event: message_start\n")
                            .containsOnlyOnce("event: message_start\n")
                            .contains("\"stop_reason\":\"end_turn\"")
                            .containsOnlyOnce("event: message_stop\n");
        }
    }

    /** An error of the caller's protocol, in our words. */
    void assertRefused(HttpResponse<String> response, int openAiStatus) {
        String body = response.body();
        assertThat(header(response, "content-type")).isEqualTo("application/json");
        switch (caller) {
            case OPENAI_CHAT -> {
                assertThat(response.statusCode()).isEqualTo(openAiStatus);
                assertThat(body)
                        .startsWith("{\"error\":{\"message\":\"")
                        .contains(
                                openAiStatus == 429
                                        ? "\"type\":\"rate_limit_exceeded\""
                                        : "\"type\":\"server_error\"");
            }
            case ANTHROPIC_MESSAGES -> {
                assertThat(response.statusCode())
                        .isEqualTo(openAiStatus == 503 ? 529 : openAiStatus);
                assertThat(body)
                        .startsWith("{\"type\":\"error\",\"error\":{\"type\":\"")
                        .contains("\"type\":\"" + anthropicType(openAiStatus) + "\"");
            }
        }
        if (openAiStatus == 429 || openAiStatus == 503) {
            assertThat(header(response, "retry-after")).matches("[1-9][0-9]?");
        }
        assertOurWords(body);
    }

    private static String anthropicType(int openAiStatus) {
        return switch (openAiStatus) {
            case 429 -> "rate_limit_error";
            case 503 -> "overloaded_error";
            case 504 -> "timeout_error";
            default -> "api_error";
        };
    }

    /** Some content, then the protocol's error event, and never a clean end. */
    void assertBrokenOff(HttpResponse<String> response) {
        String body = response.body();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(text(body)).isNotEmpty().isNotEqualTo(TEXT);
        assertThat(TEXT).startsWith(text(body));
        String last = body.substring(body.lastIndexOf("\n\n", body.length() - 3) + 2);
        switch (caller) {
            case OPENAI_CHAT -> assertThat(last).startsWith("data: {\"error\":{\"message\":\"");
            case ANTHROPIC_MESSAGES ->
                    assertThat(last).startsWith("event: error\ndata: {\"type\":\"error\",");
        }
        assertThat(body).doesNotContain("[DONE]", "message_stop", "\"finish_reason\":\"stop\"");
        assertOurWords(last);
    }

    private static void assertOurWords(String error) {
        assertThat(error).doesNotContainIgnoringCase("simulated", "<html", "gateway", "padding");
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private String text(String body) {
        Matcher pieces =
                switch (caller) {
                    case OPENAI_CHAT -> OPENAI.matcher(body);
                    case ANTHROPIC_MESSAGES -> ANTHROPIC.matcher(body);
                };
        StringBuilder text = new StringBuilder();
        while (pieces.find()) {
            text.append(pieces.group(1));
        }
        return text.toString();
    }
}
