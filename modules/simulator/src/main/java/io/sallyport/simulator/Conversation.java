package io.sallyport.simulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers the requests of one connection, one after the other. */
final class Conversation {
    private static final String JSON = "application/json";

    private final Wire wire;
    private final Map<String, Personality> models;
    private final Map<String, Random> luck;

    Conversation(Wire wire, Map<String, Personality> models, Map<String, Random> luck) {
        this.wire = wire;
        this.models = models;
        this.luck = luck;
    }

    void answer(Seen seen) throws IOException {
        String path = seen.path().split("\\?", 2)[0];
        Voice voice = path.startsWith("/v1/messages") ? new MessagesVoice() : new ChatVoice();
        switch (seen.method() + " " + path) {
            case "GET /v1/models" -> send(200, models());
            case "POST /v1/chat/completions", "POST /v1/messages" -> generate(voice, seen);
            case "POST /v1/messages/count_tokens" -> count(voice, seen);
            default -> send(404, voice.error(404, "no such resource: " + path));
        }
    }

    private void generate(Voice voice, Seen seen) throws IOException {
        Optional<JsonNode> parsed = parse(seen);
        if (parsed.isEmpty()) {
            send(400, voice.error(400, "the body is not a JSON object"));
            return;
        }
        JsonNode request = parsed.get();
        String model = request.path("model").asString("");
        boolean stream = request.path("stream").asBoolean(false);
        Optional<Fault> fault = Fault.ofModel(model);
        if (fault.isPresent()) {
            Personality plain =
                    new Personality(model, Duration.ZERO, Duration.ZERO, 0, 8, model.length());
            Answer answer = Answer.to(request, plain);
            new Misbehaviour(wire, voice, answer, stream).commit(fault.get());
            return;
        }
        Personality who = models.get(model);
        if (who == null) {
            send(404, voice.error(404, "no such model: " + model));
            return;
        }
        Random random = luck.get(model);
        if (random != null && random.nextDouble() < who.failureRate()) {
            send(500, voice.error(500, "simulated failure"));
            return;
        }
        Answer answer = Answer.to(request, who);
        if (stream) {
            boolean usage = request.path("stream_options").path("include_usage").asBoolean(false);
            stream(voice, answer, who, usage);
        } else {
            Wire.sleep(who.timeToFirstToken());
            Wire.sleep(who.timePerToken().multipliedBy(Math.max(0, answer.outputTokens() - 1)));
            send(200, voice.whole(answer));
        }
    }

    private void stream(Voice voice, Answer answer, Personality who, boolean usage)
            throws IOException {
        wire.begin("text/event-stream");
        Duration pause = who.timeToFirstToken();
        for (Voice.Frame frame : voice.stream(answer, usage)) {
            if (frame.token()) {
                Wire.sleep(pause);
                pause = who.timePerToken();
            }
            wire.part(frame.text().getBytes(StandardCharsets.UTF_8));
        }
        wire.end();
    }

    private void count(Voice voice, Seen seen) throws IOException {
        Optional<JsonNode> request = parse(seen);
        if (request.isEmpty()) {
            send(400, voice.error(400, "the body is not a JSON object"));
            return;
        }
        int tokens = Answer.inputTokens(request.get());
        send(200, Answer.JSON.createObjectNode().put("input_tokens", tokens));
    }

    private ObjectNode models() {
        ObjectNode root = Answer.JSON.createObjectNode().put("object", "list");
        ArrayNode data = root.putArray("data");
        for (String model : models.keySet()) {
            data.addObject()
                    .put("id", model)
                    .put("object", "model")
                    .put("created", 1_767_225_600L)
                    .put("owned_by", "simulator");
        }
        return root;
    }

    private void send(int status, ObjectNode body) throws IOException {
        wire.whole(status, JSON, "", Answer.JSON.writeValueAsBytes(body));
    }

    private static Optional<JsonNode> parse(Seen seen) {
        try {
            return Optional.of(Answer.JSON.readTree(seen.body())).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
