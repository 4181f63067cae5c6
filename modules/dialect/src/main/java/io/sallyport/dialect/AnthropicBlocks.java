package io.sallyport.dialect;

import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.content.StreamEvent;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes neutral deltas as the content blocks of a Messages stream: opens a block when the kind
 * changes, closes the one before it, and numbers them. A tool call that another vendor interleaves
 * with a second one is kept apart by its own block.
 */
final class AnthropicBlocks {
    private enum Kind {
        TEXT,
        THINKING,
        TOOL
    }

    private @Nullable Kind open;
    private int openCall = -1;
    private int next;

    void reset() {
        open = null;
        openCall = -1;
        next = 0;
    }

    void text(String text, ByteArrayOutputStream out) {
        ensure(Kind.TEXT, out);
        delta(out, Json.object().put("type", "text_delta").put("text", text));
    }

    void thinking(String text, ByteArrayOutputStream out) {
        ensure(Kind.THINKING, out);
        delta(out, Json.object().put("type", "thinking_delta").put("thinking", text));
    }

    void signature(StreamEvent.ThinkingSignature signature, ByteArrayOutputStream out) {
        if (open == Kind.THINKING && signature.origin() == DialectName.ANTHROPIC_MESSAGES) {
            ObjectNode delta = Json.object().put("type", "signature_delta");
            delta(out, delta.put("signature", signature.signature()));
        }
    }

    void toolCall(StreamEvent.ToolCallStarted call, ByteArrayOutputStream out) {
        close(out);
        ObjectNode block = Json.object().put("type", "tool_use");
        block.put("id", call.id()).put("name", call.name()).putObject("input");
        start(out, block);
        open = Kind.TOOL;
        openCall = call.index();
    }

    void arguments(StreamEvent.ToolCallDelta delta, ByteArrayOutputStream out) {
        if (open != Kind.TOOL || openCall != delta.index()) {
            throw new ProtocolFault("tool calls one after the other");
        }
        delta(out, Json.object().put("type", "input_json_delta").put("partial_json", delta.json()));
    }

    void close(ByteArrayOutputStream out) {
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
