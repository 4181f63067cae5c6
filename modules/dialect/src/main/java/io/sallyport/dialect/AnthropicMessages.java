package io.sallyport.dialect;

import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.Capability;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Head;
import io.sallyport.exchange.Headers;
import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.RequestId;
import io.sallyport.exchange.Shape;
import io.sallyport.exchange.content.ChatRequest;
import io.sallyport.exchange.content.ModelRequest;
import io.sallyport.exchange.content.Payload;
import io.sallyport.exchange.content.TokenCountRequest;
import io.sallyport.exchange.secret.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic Messages. */
final class AnthropicMessages implements Dialect {
    private static final String PATH = "/messages";
    private static final String COUNT_PATH = "/messages/count_tokens";
    private static final String VERSION = "2023-06-01";
    private static final Pattern BETA = Pattern.compile("beta(=[A-Za-z0-9_.-]{0,64})?");
    private static final List<String> STATEFUL =
            List.of("container", "previous_message_id", "conversation");

    @Override
    public DialectName name() {
        return DialectName.ANTHROPIC_MESSAGES;
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
        boolean counting = endpoint(head) instanceof Endpoint.CountTokens;
        JsonScan scan = JsonScan.of(body, AnthropicRules.BODY);
        refuseState(scan);
        if (scan.size("messages") == 0) {
            throw DialectRejection.invalid(
                    "messages", "must be an array with at least one message");
        }
        scan.range("temperature", 0, 1);
        scan.range("top_p", 0, 1);
        scan.range("top_k", 0, Integer.MAX_VALUE);
        Optional<Integer> limit = scan.positive("max_tokens");
        if (!counting && limit.isEmpty()) {
            throw DialectRejection.invalid(
                    "max_tokens", "is required: the most tokens of the answer");
        }
        Shape shape =
                new Shape(
                        counting ? Shape.Kind.TOKEN_COUNT : Shape.Kind.CHAT,
                        name(),
                        ModelNames.of(scan),
                        !counting && scan.flag("stream"),
                        needs(scan, counting),
                        body.length,
                        ModelNames.estimatedTokens(body.length),
                        limit.isPresent() ? OptionalInt.of(limit.get()) : OptionalInt.empty());
        Payload payload = new Payload(name(), body, passed(head));
        ScannedBody scanned = new ScannedBody(scan, query(head), AnthropicDecoder::read);
        return counting
                ? new TokenCountRequest(shape, payload, scanned)
                : new ChatRequest(shape, payload, scanned);
    }

    /** Only what the protocol knows: a query may also carry what is none of the upstream's. */
    private static String query(Head head) {
        String known =
                Arrays.stream(head.query().split("&"))
                        .filter(each -> BETA.matcher(each).matches())
                        .collect(Collectors.joining("&"));
        return known.isEmpty() ? "" : "?" + known;
    }

    /** The tool runner of the SDK falls back to the full history on exactly this error. */
    private static void refuseState(JsonScan scan) {
        if (scan.has("thread")) {
            throw DialectRejection.of(
                    Meaning.THREAD_UNSUPPORTED,
                    "thread_unsupported_request",
                    "thread: threads are not supported here; send the full history instead");
        }
        for (String field : STATEFUL) {
            if (scan.has(field)) {
                throw DialectRejection.unsupported(
                        field,
                        "state at the provider is not supported here; send the full history");
            }
        }
    }

    private static Set<Capability> needs(JsonScan scan, boolean counting) {
        Set<Capability> needs = EnumSet.noneOf(Capability.class);
        if (!counting && scan.flag("stream")) {
            needs.add(Capability.STREAMING);
        }
        if (scan.size("tools") > 0) {
            needs.add(Capability.TOOLS);
        }
        if (scan.hasPart("image")) {
            needs.add(Capability.IMAGES);
        }
        if (scan.hasPart("document")) {
            needs.add(Capability.DOCUMENTS);
        }
        if (scan.has("output_format")
                || has(scan, "output_config", config -> Json.present(config, "format"))) {
            needs.add(Capability.STRUCTURED_OUTPUT);
        }
        if (has(scan, "thinking", AnthropicMessages::isDemanded)) {
            needs.add(Capability.REASONING);
        }
        return needs;
    }

    private static boolean has(JsonScan scan, String field, Predicate<JsonNode> what) {
        return scan.raw(field).map(Json::tree).filter(what).isPresent();
    }

    /** Adaptive thinking and an effort are hints; Claude Code sends them to whatever model. */
    private static boolean isDemanded(JsonNode thinking) {
        return thinking.isObject() && Json.text(thinking, "type", "thinking").equals("enabled");
    }

    /** Version and betas are the protocol's; everything else in a head is the caller's own. */
    private static Headers passed(Head head) {
        List<Headers.Field> passed = new ArrayList<>();
        for (Headers.Field field : head.headers().fields()) {
            if (field.name().equals("anthropic-version") || field.name().equals("anthropic-beta")) {
                passed.add(ReplyHeaders.sendable(field));
            }
        }
        return new Headers(passed);
    }

    @Override
    public Reply reply(ModelRequest request, RequestId id, ResponseSink sink) {
        return new AnthropicReply(id, sink);
    }

    @Override
    public void refuse(Rejection rejection, RequestId id, ResponseSink sink) {
        AnthropicErrors.send(rejection, id, sink, null);
    }

    @Override
    public void listModels(List<ModelCard> models, RequestId id, ResponseSink sink) {
        ObjectNode body = Json.object();
        ArrayNode data = body.putArray("data");
        models.forEach(model -> data.add(card(model)));
        body.put("has_more", false);
        body.put("first_id", models.isEmpty() ? null : models.getFirst().id().value());
        body.put("last_id", models.isEmpty() ? null : models.getLast().id().value());
        sink.send(200, ReplyHeaders.of("application/json", id, null), Json.bytes(body));
    }

    @Override
    public void showModel(ModelCard model, RequestId id, ResponseSink sink) {
        sink.send(200, ReplyHeaders.of("application/json", id, null), Json.bytes(card(model)));
    }

    private static ObjectNode card(ModelCard model) {
        return Json.object()
                .put("type", "model")
                .put("id", model.id().value())
                .put("display_name", model.displayName())
                .put("created_at", model.created().toString());
    }

    @Override
    public Optional<UpstreamBody> encode(ModelRequest request, Candidate candidate) {
        boolean counting = request instanceof TokenCountRequest;
        boolean own = request.payload().dialect() == name();
        String path = counting ? COUNT_PATH : PATH;
        return Optional.of(
                own
                        ? new UpstreamBody(
                                path + ScannedBody.of(request).query(),
                                spliced(ScannedBody.of(request).scan(), candidate),
                                headers(request))
                        : new UpstreamBody(
                                path,
                                new AnthropicEncoder(request.conversation())
                                        .bytes(candidate, request.shape().streaming(), counting),
                                headers(request)));
    }

    /**
     * Thinking that nobody signed came from another vendor's model earlier in the conversation;
     * Anthropic would refuse the whole request for it.
     */
    private static byte[] spliced(JsonScan scan, Candidate candidate) {
        JsonSplice splice = ModelNames.splice(scan, candidate).cut(scan.unsigned());
        int most = candidate.maxOutputTokens().orElse(Integer.MAX_VALUE);
        if (scan.positive("max_tokens").orElse(0) > most) {
            splice.set("max_tokens", Integer.toString(most));
            scan.raw("thinking").map(Json::tree).ifPresent(told -> lower(scan, told, most, splice));
        }
        if (has(scan, "thinking", AnthropicMessages::isDemanded)
                && scan.raw("messages").filter(ToolTurn::lacksThinking).isPresent()) {
            withoutThinking(scan, splice);
        }
        return splice.bytes();
    }

    /** A thinking budget must stay below the limit of the answer, and may not be too small. */
    private static void lower(JsonScan scan, JsonNode thinking, int limit, JsonSplice splice) {
        OptionalInt budget = Json.optionalInt(thinking, "budget_tokens", "thinking");
        if (thinking instanceof ObjectNode object && budget.orElse(0) >= limit) {
            if (limit > AnthropicEncoder.LEAST_THINKING) {
                splice.set("thinking", object.put("budget_tokens", limit - 1).toString());
            } else {
                withoutThinking(scan, splice);
            }
        }
    }

    /** What clears old thinking is refused by the vendor when there is no thinking. */
    private static void withoutThinking(JsonScan scan, JsonSplice splice) {
        splice.remove("thinking");
        scan.raw("context_management")
                .map(Json::tree)
                .ifPresent(management -> {
                    ArrayNode kept = Json.MAPPER.createArrayNode();
                    for (JsonNode edit : management.path("edits")) {
                        if (!edit.path("type").asString("").startsWith("clear_thinking")) {
                            kept.add(edit);
                        }
                    }
                    if (kept.isEmpty()) {
                        splice.remove("context_management");
                    } else if (management instanceof ObjectNode object) {
                        splice.set("context_management", object.set("edits", kept).toString());
                    }
                });
    }

    private Headers headers(ModelRequest request) {
        Headers passed =
                request.payload().dialect() == name() ? request.payload().passed() : Headers.NONE;
        return passed.first("anthropic-version").isPresent()
                ? passed
                : passed.with("anthropic-version", VERSION);
    }

    @Override
    public AnswerReader reader(ModelRequest request, Candidate candidate) {
        return new AnthropicAnswers(request instanceof TokenCountRequest);
    }

    @Override
    public UpstreamFault fault(int status, Headers headers, byte[] body) {
        return AnthropicAnswers.fault(status, headers, Json.lenientTree(body));
    }
}
