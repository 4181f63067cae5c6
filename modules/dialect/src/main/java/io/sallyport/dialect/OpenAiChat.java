package io.sallyport.dialect;

import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.Capability;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Head;
import io.sallyport.exchange.Headers;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.RequestId;
import io.sallyport.exchange.Shape;
import io.sallyport.exchange.content.ChatRequest;
import io.sallyport.exchange.content.ModelRequest;
import io.sallyport.exchange.content.Payload;
import io.sallyport.exchange.content.TokenCountRequest;
import io.sallyport.exchange.secret.Secret;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI Chat Completions. */
final class OpenAiChat implements Dialect {
    /**
     * The limit of output tokens; servers that follow OpenAI's older API know {@link #OLD_LIMIT}.
     */
    static final String NEW_LIMIT = "max_completion_tokens";

    static final String OLD_LIMIT = "max_tokens";
    private static final String PATH = "/chat/completions";
    private static final List<String> STATEFUL = List.of("previous_response_id", "conversation");

    private final Clock clock;

    OpenAiChat(Clock clock) {
        this.clock = clock;
    }

    @Override
    public DialectName name() {
        return DialectName.OPENAI_CHAT;
    }

    @Override
    public Endpoint endpoint(Head head) {
        return RequestPath.of(head).endpoint(head, PATH);
    }

    @Override
    public Secret credential(Head head) {
        return Credentials.of(head);
    }

    @Override
    public ModelRequest decode(Head head, byte[] body) {
        JsonScan scan = JsonScan.of(body, OpenAiRules.BODY);
        refuse(scan);
        Shape shape =
                new Shape(
                        Shape.Kind.CHAT,
                        name(),
                        ModelNames.of(scan),
                        scan.flag("stream"),
                        needs(scan),
                        body.length,
                        ModelNames.estimatedTokens(body.length),
                        limit(scan));
        return new ChatRequest(
                shape,
                new Payload(name(), body, passed(head)),
                new ScannedBody(scan, "", OpenAiDecoder::read));
    }

    /** Betas are the protocol's; everything else in a head is the caller's own. */
    private static Headers passed(Head head) {
        List<Headers.Field> passed = new ArrayList<>(0);
        for (Headers.Field field : head.headers().fields()) {
            if (field.name().equals("openai-beta")) {
                passed.add(ReplyHeaders.sendable(field));
            }
        }
        return passed.isEmpty() ? Headers.NONE : new Headers(passed);
    }

    private static void refuse(JsonScan scan) {
        if (scan.size("messages") == 0) {
            throw DialectRejection.invalid(
                    "messages", "must be an array with at least one message");
        }
        for (String field : STATEFUL) {
            if (scan.has(field)) {
                throw DialectRejection.unsupported(
                        field,
                        "state at the provider is not supported here; send the full history");
            }
        }
        scan.range("n", 1, 128);
        scan.range("temperature", 0, 2);
        scan.range("top_p", 0, 1);
        scan.range("presence_penalty", -2, 2);
        scan.range("frequency_penalty", -2, 2);
    }

    private static OptionalInt limit(JsonScan scan) {
        Optional<Integer> limit =
                scan.positive("max_completion_tokens").or(() -> scan.positive("max_tokens"));
        return limit.isPresent() ? OptionalInt.of(limit.get()) : OptionalInt.empty();
    }

    private static Set<Capability> needs(JsonScan scan) {
        Set<Capability> needs = EnumSet.noneOf(Capability.class);
        if (scan.flag("stream")) {
            needs.add(Capability.STREAMING);
        }
        if (scan.size("tools") > 0) {
            needs.add(Capability.TOOLS);
        }
        if (scan.hasPart("image_url")) {
            needs.add(Capability.IMAGES);
        }
        if (scan.hasPart("file")) {
            needs.add(Capability.DOCUMENTS);
        }
        if (scan.raw("response_format").map(OpenAiChat::isStructured).orElse(false)) {
            needs.add(Capability.STRUCTURED_OUTPUT);
        }
        if (!scan.string("reasoning_effort").orElse("none").equals("none")) {
            needs.add(Capability.REASONING);
        }
        return needs;
    }

    private static boolean isStructured(byte[] format) {
        JsonNode tree = Json.tree(format);
        return tree.isObject() && !Json.text(tree, "type", "response_format").equals("text");
    }

    @Override
    public Reply reply(ModelRequest request, RequestId id, ResponseSink sink) {
        boolean wantsUsage = wantsUsage(ScannedBody.of(request).scan());
        return new OpenAiReply(id, sink, wantsUsage, clock.instant().getEpochSecond());
    }

    private static boolean wantsUsage(JsonScan scan) {
        return scan.within("stream_options").flag("include_usage");
    }

    @Override
    public void refuse(Rejection rejection, RequestId id, ResponseSink sink) {
        OpenAiErrors.send(rejection, id, sink, null);
    }

    @Override
    public void listModels(List<ModelCard> models, RequestId id, ResponseSink sink) {
        ObjectNode body = Json.object().put("object", "list");
        ArrayNode data = body.putArray("data");
        models.forEach(model -> data.add(card(model)));
        sink.send(200, ReplyHeaders.of("application/json", id, null), Json.bytes(body));
    }

    @Override
    public void showModel(ModelCard model, RequestId id, ResponseSink sink) {
        sink.send(200, ReplyHeaders.of("application/json", id, null), Json.bytes(card(model)));
    }

    private static ObjectNode card(ModelCard model) {
        return Json.object()
                .put("id", model.id().value())
                .put("object", "model")
                .put("created", model.created().getEpochSecond())
                .put("owned_by", model.owner());
    }

    @Override
    public Optional<UpstreamBody> encode(ModelRequest request, Candidate candidate) {
        return switch (request) {
            case TokenCountRequest count -> Optional.empty();
            case ChatRequest chat ->
                    Optional.of(new UpstreamBody(PATH, body(chat, candidate), headers(chat)));
        };
    }

    private Headers headers(ChatRequest chat) {
        return chat.payload().dialect() == name() ? chat.payload().passed() : Headers.NONE;
    }

    private byte[] body(ChatRequest chat, Candidate candidate) {
        boolean streaming = chat.shape().streaming();
        if (chat.payload().dialect() != name()) {
            return new OpenAiEncoder(chat.conversation()).bytes(candidate, streaming);
        }
        JsonScan scan = ScannedBody.of(chat).scan();
        JsonSplice splice = ModelNames.splice(scan, candidate);
        limit(scan, splice, candidate);
        if (streaming) {
            splice.set("stream_options", withUsage(scan));
        }
        return splice.bytes();
    }

    /** Cut to what the model has, and by the older name for a server that knows only that one. */
    private static void limit(JsonScan scan, JsonSplice splice, Candidate candidate) {
        int most = candidate.maxOutputTokens().orElse(Integer.MAX_VALUE);
        for (String limit : List.of(NEW_LIMIT, OLD_LIMIT)) {
            Optional<Integer> wanted = scan.positive(limit);
            if (wanted.isPresent() && candidate.refuses().contains(limit)) {
                splice.set(OLD_LIMIT, Integer.toString(Math.min(wanted.get(), most)));
            } else if (wanted.orElse(0) > most) {
                splice.set(limit, Integer.toString(most));
            }
        }
    }

    private static byte[] withUsage(JsonScan scan) {
        JsonScan options = scan.within("stream_options");
        return new JsonSplice(options).set("include_usage", "true").bytes();
    }

    @Override
    public AnswerReader reader(ModelRequest request, Candidate candidate) {
        return new OpenAiAnswers();
    }

    @Override
    public UpstreamFault fault(int status, Headers headers, byte[] body) {
        return OpenAiAnswers.fault(status, headers, Json.lenientTree(body));
    }
}
