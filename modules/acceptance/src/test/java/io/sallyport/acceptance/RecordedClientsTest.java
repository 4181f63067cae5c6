package io.sallyport.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.simulator.Seen;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every recorded request of real clients, sent to the packaged appliance. The key is ours and the
 * names of the models are aliases of a simulated one; all else is as recorded.
 */
class RecordedClientsTest {
    private static final String OPENAI = "house-openai";
    private static final String ANTHROPIC = "house-anthropic";
    private static final Set<String> ARRIVING = Set.of("anthropic-beta", "anthropic-version");

    @TempDir Path directory;
    private WatchedUpstream upstream;

    @BeforeEach
    void start() {
        upstream = new WatchedUpstream();
    }

    @AfterEach
    void stop() {
        upstream.close();
    }

    /**
     * What a request is answered.
     *
     * @param status the status
     * @param named what the answer must name; empty for a good one
     */
    private record Expected(int status, String named) {}

    @ParameterizedTest
    @ValueSource(strings = {OPENAI, ANTHROPIC})
    void noneIsRefusedThatTheRealApiWouldAnswer(String provider) throws Exception {
        try (PackagedAppliance appliance = upstream.serve(directory, aliases(provider))) {
            // Given every recording, and one upstream for all
            List<String> surprises = new ArrayList<>();
            String key = appliance.newKey();
            int good = 0;
            for (Recording recording : Recording.all()) {
                Expected expected = expected(recording, provider);
                // When
                RawCall.Answer answer = send(appliance.gateway(), key, recording);
                // Then
                good += answer.status() == 200 ? 1 : 0;
                if (answer.status() != expected.status || !answer.body().contains(expected.named)) {
                    surprises.add(
                            "%s: %s %s instead of %s"
                                    .formatted(
                                            recording.name(),
                                            answer.status(),
                                            answer.body(),
                                            expected));
                }
            }
            assertThat(surprises).isEmpty();
            assertThat(good).isGreaterThan(140);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {OPENAI, ANTHROPIC})
    void aSameDialectUpstreamGetsTheBodyByteForByte(String provider) throws Exception {
        try (PackagedAppliance appliance = upstream.serve(directory, aliases(provider))) {
            // Given the recordings in the upstream's own protocol
            String key = appliance.newKey();
            int compared = 0;
            for (Recording recording : Recording.all()) {
                if (!sameDialect(recording, provider)
                        || expected(recording, provider).status != 200) {
                    continue;
                }
                int before = upstream.count();
                // When
                send(appliance.gateway(), key, recording);
                // Then
                Seen seen = upstream.since(before).getFirst();
                assertThat(new String(seen.body(), UTF_8))
                        .as(recording.name())
                        .isEqualTo(asSent(recording));
                assertHeadersArrived(recording, seen);
                compared++;
            }
            assertThat(compared).isGreaterThan(45);
        }
    }

    private static void assertHeadersArrived(Recording recording, Seen seen) {
        recording
                .headers()
                .forEach((name, value) -> {
                    String lower = name.toLowerCase(Locale.ROOT);
                    if (ARRIVING.contains(lower)) {
                        assertThat(seen.headers()).as(recording.name()).containsEntry(lower, value);
                    }
                });
    }

    /** The changes that the gateway makes to a payload of the same dialect. */
    private static String asSent(Recording recording) {
        ObjectNode body = (ObjectNode) recording.body().deepCopy();
        body.put("model", WatchedUpstream.HEALTHY);
        boolean chat = recording.target().endsWith("/chat/completions");
        if (chat && body.path("stream").asBoolean(false) && !body.has("stream_options")) {
            body.putObject("stream_options").put("include_usage", true);
        }
        return body.toString();
    }

    private static boolean sameDialect(Recording recording, String provider) {
        String path = path(recording);
        return provider.equals(OPENAI)
                ? path.endsWith("/chat/completions")
                : path.endsWith("/messages") || path.endsWith("/count_tokens");
    }

    private static Expected expected(Recording recording, String provider) {
        JsonNode body = recording.body();
        String path = path(recording);
        if (path.equals("/v1/responses") && recording.method().equals("GET")) {
            return new Expected(426, "WebSockets"); // what makes Codex fall back at once
        }
        if (!isOurs(recording, path)) {
            return new Expected(404, path); // an endpoint that is not built yet names itself
        }
        if (body.has("thread")) {
            return new Expected(400, "thread_unsupported_request"); // makes the SDK fall back
        }
        boolean chat = path.endsWith("/chat/completions");
        if (!chat && provider.equals(OPENAI) && hasServerTool(body)) {
            return new Expected(400, "server tool"); // Chat Completions has no twin of it
        }
        if (chat && provider.equals(ANTHROPIC) && body.path("n").asInt(1) > 1) {
            return new Expected(400, "n: "); // Messages gives one answer
        }
        if (chat
                && provider.equals(ANTHROPIC)
                && body.at("/response_format/type").asString("").equals("json_object")) {
            return new Expected(400, "response_format.type"); // Messages wants a schema
        }
        return new Expected(200, "");
    }

    private static boolean isOurs(Recording recording, String path) {
        return recording.method().equals("HEAD")
                || path.matches(
                        "(/v1)?/(chat/completions|messages(/count_tokens)?|models(/[^/]+)?)");
    }

    /** A server tool has a dated type, such as web_search_20250305; a client's own has a schema. */
    private static boolean hasServerTool(JsonNode body) {
        return StreamSupport.stream(body.path("tools").spliterator(), false)
                .anyMatch(tool -> tool.path("type").asString("").matches(".*_20\\d{6}"));
    }

    private static String path(Recording recording) {
        return recording.target().split("\\?", 2)[0];
    }

    private static List<String> aliases(String provider) {
        return Recording.all().stream()
                .map(recording -> recording.body().path("model").asString(""))
                .filter(model -> !model.isEmpty())
                .distinct()
                .map(model -> "%s: [%s/%s]".formatted(model, provider, WatchedUpstream.HEALTHY))
                .toList();
    }

    private static RawCall.Answer send(URI gateway, String key, Recording recording)
            throws IOException {
        byte[] body =
                recording.body().isMissingNode()
                        ? new byte[0]
                        : recording.body().toString().getBytes(UTF_8);
        Map<String, String> headers = new LinkedHashMap<>(recording.headers());
        headers.replaceAll((name, value) ->
                switch (name.toLowerCase(Locale.ROOT)) {
                    case "authorization" -> "Bearer " + key;
                    case "x-api-key" -> key;
                    case "content-length" -> Integer.toString(body.length);
                    default -> value;
                });
        return RawCall.send(gateway, recording.method(), recording.target(), headers, body);
    }
}
