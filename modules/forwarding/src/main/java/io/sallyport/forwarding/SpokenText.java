package io.sallyport.forwarding;

import io.sallyport.exchange.content.Answer;
import io.sallyport.exchange.content.Part;
import io.sallyport.exchange.content.StreamEvent;
import java.util.List;

/**
 * How much a model said in bytes of UTF-8, without the protocol around it; what tokens are
 * estimated from, as those of the input are: a character of Chinese is about a token, one of
 * English a quarter.
 */
final class SpokenText {
    private static final int BYTES_PER_TOKEN = 4;

    private SpokenText() {}

    static long bytes(List<StreamEvent> events) {
        return events.stream().mapToLong(SpokenText::bytes).sum();
    }

    static long bytes(Answer answer) {
        return answer.parts().stream().mapToLong(SpokenText::bytes).sum();
    }

    /** At least one token when anything was said. */
    static long tokens(long bytes) {
        return bytes == 0 ? 0 : Math.max(1, bytes / BYTES_PER_TOKEN);
    }

    private static long bytes(StreamEvent event) {
        return switch (event) {
            case StreamEvent.TextDelta text -> utf8(text.text());
            case StreamEvent.ThinkingDelta thinking -> utf8(thinking.text());
            case StreamEvent.RefusalDelta refusal -> utf8(refusal.text());
            case StreamEvent.ToolCallDelta call -> utf8(call.json());
            case StreamEvent.Started started -> 0;
            case StreamEvent.ThinkingSignature signature -> 0;
            case StreamEvent.RedactedThinking redacted -> 0;
            case StreamEvent.ToolCallStarted call -> 0;
            case StreamEvent.UsageSoFar usage -> 0;
            case StreamEvent.Finished finished -> 0;
        };
    }

    private static long bytes(Part part) {
        return switch (part) {
            case Part.Text text -> utf8(text.text());
            case Part.Thinking thinking -> utf8(thinking.text());
            case Part.Refusal refusal -> utf8(refusal.text());
            case Part.ToolCall call -> utf8(call.arguments());
            case Part.Image image -> 0;
            case Part.Document document -> 0;
            case Part.ToolResult result -> 0;
            case Part.RedactedThinking redacted -> 0;
        };
    }

    /** Half a surrogate pair counts as two bytes, a whole one as four. */
    private static long utf8(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each < 0x80) {
                bytes++;
            } else if (each < 0x800 || Character.isSurrogate(each)) {
                bytes += 2;
            } else {
                bytes += 3;
            }
        }
        return bytes;
    }
}
