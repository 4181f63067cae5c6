package io.sallyport.dialect;

import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.content.StreamEvent;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes neutral deltas as the content blocks of a Messages stream, which come one after the other:
 * opens a block when the kind changes, closes the one before it, and numbers them.
 *
 * <pre>
 *   text, thinking ──tool call──▶ the call's block is open ──its arguments──▶ written at once
 *                                                          ──all else──────▶ waits for the finish
 * </pre>
 *
 * Chat streams may interleave calls and never say that one is whole; so the first is streamed and
 * the others wait, and the caller gets block after block.
 */
final class AnthropicBlocks {
    private static final int MOST_WAITING = 16 << 20;

    private enum Kind {
        TEXT,
        THINKING,
        TOOL
    }

    private final List<StreamEvent> waiting = new ArrayList<>();
    private long waitingLength;
    private @Nullable Kind open;
    private int openCall = -1;
    private int next;

    void reset() {
        waiting.clear();
        waitingLength = 0;
        open = null;
        openCall = -1;
        next = 0;
    }

    /** Writes this step, or keeps it while a tool call is open that it does not belong to. */
    void add(StreamEvent step, ByteArrayOutputStream out) {
        boolean itsOwn = step instanceof StreamEvent.ToolCallDelta d && d.index() == openCall;
        if (open == Kind.TOOL && !itsOwn) {
            keep(step);
        } else {
            write(step, out);
        }
    }

    private void keep(StreamEvent step) {
        waiting.add(step);
        waitingLength +=
                step instanceof StreamEvent.ToolCallDelta delta ? delta.json().length() : 0;
        waitingLength += step instanceof StreamEvent.TextDelta text ? text.text().length() : 0;
        if (waitingLength > MOST_WAITING || waiting.size() > MOST_WAITING >> 6) {
            throw new ProtocolFault("tool calls of less than 16 MiB");
        }
    }

    /** Writes what has waited, a call with all its arguments at once, and closes the last block. */
    void finish(ByteArrayOutputStream out) {
        for (StreamEvent step : waiting) {
            if (!(step instanceof StreamEvent.ToolCallDelta)) {
                write(step, out);
            }
            if (step instanceof StreamEvent.ToolCallStarted call) {
                waiting.stream()
                        .filter(each ->
                                each instanceof StreamEvent.ToolCallDelta delta
                                        && delta.index() == call.index())
                        .forEach(delta -> write(delta, out));
            }
        }
        close(out);
    }

    private void write(StreamEvent step, ByteArrayOutputStream out) {
        switch (step) {
            case StreamEvent.TextDelta text -> {
                ensure(Kind.TEXT, out);
                delta(out, Json.object().put("type", "text_delta").put("text", text.text()));
            }
            case StreamEvent.ThinkingDelta thought -> {
                ensure(Kind.THINKING, out);
                ObjectNode delta = Json.object().put("type", "thinking_delta");
                delta(out, delta.put("thinking", thought.text()));
            }
            case StreamEvent.ThinkingSignature signature -> sign(signature, out);
            case StreamEvent.ToolCallStarted call -> toolCall(call, out);
            case StreamEvent.ToolCallDelta arguments -> {
                ObjectNode delta = Json.object().put("type", "input_json_delta");
                delta(out, delta.put("partial_json", arguments.json()));
            }
            case StreamEvent.RefusalDelta refusal -> throw notABlock();
            case StreamEvent.RedactedThinking redacted -> throw notABlock();
            case StreamEvent.Started started -> throw notABlock();
            case StreamEvent.UsageSoFar usage -> throw notABlock();
            case StreamEvent.Finished finished -> throw notABlock();
        }
    }

    private static IllegalArgumentException notABlock() {
        return new IllegalArgumentException("not a step of a content block");
    }

    /** A foreign signature is none. */
    private void sign(StreamEvent.ThinkingSignature signature, ByteArrayOutputStream out) {
        if (open == Kind.THINKING && signature.origin() == DialectName.ANTHROPIC_MESSAGES) {
            ObjectNode delta = Json.object().put("type", "signature_delta");
            delta(out, delta.put("signature", signature.signature()));
        }
    }

    private void toolCall(StreamEvent.ToolCallStarted call, ByteArrayOutputStream out) {
        close(out);
        ObjectNode block = Json.object().put("type", "tool_use");
        block.put("id", ToolNames.plainId(call.id())).put("name", named(call.name()));
        block.putObject("input");
        start(out, block);
        open = Kind.TOOL;
        openCall = call.index();
    }

    static String named(String name) {
        if (name.isEmpty()) {
            throw new ProtocolFault("a tool call with a name");
        }
        return name;
    }

    private void close(ByteArrayOutputStream out) {
        if (open != null) {
            write(out, "content_block_stop", Json.object().put("index", next - 1));
            open = null;
        }
    }

    private void ensure(Kind wanted, ByteArrayOutputStream out) {
        if (open == wanted) {
            return;
        }
        close(out);
        ObjectNode block =
                wanted == Kind.TEXT
                        ? Json.object().put("type", "text").put("text", "")
                        : Json.object()
                                .put("type", "thinking")
                                .put("thinking", "")
                                .put("signature", "");
        start(out, block);
        open = wanted;
    }

    private void start(ByteArrayOutputStream out, ObjectNode block) {
        ObjectNode data = Json.object().put("index", next++);
        data.set("content_block", block);
        write(out, "content_block_start", data);
    }

    private void delta(ByteArrayOutputStream out, ObjectNode delta) {
        ObjectNode data = Json.object().put("index", next - 1);
        data.set("delta", delta);
        write(out, "content_block_delta", data);
    }

    static void write(ByteArrayOutputStream out, String name, ObjectNode data) {
        ObjectNode typed = Json.object().put("type", name);
        typed.setAll(data);
        out.writeBytes(Sse.event(name, Json.bytes(typed)));
    }
}
