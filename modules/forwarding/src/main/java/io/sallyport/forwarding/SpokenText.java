package io.sallyport.forwarding;

import io.sallyport.exchange.content.Answer;
import io.sallyport.exchange.content.Part;
import io.sallyport.exchange.content.StreamEvent;
import java.util.List;

/** How much a model said, without the protocol around it; what tokens are estimated from. */
final class SpokenText {
    private static final int CHARACTERS_PER_TOKEN = 4;

    private SpokenText() {}

    static long characters(List<StreamEvent> events) {
        return events.stream().mapToLong(SpokenText::characters).sum();
    }

    static long characters(Answer answer) {
        return answer.parts().stream().mapToLong(SpokenText::characters).sum();
    }

    /** At least one token when anything was said. */
    static long tokens(long characters) {
        return characters == 0 ? 0 : Math.max(1, characters / CHARACTERS_PER_TOKEN);
    }

    private static long characters(StreamEvent event) {
        return switch (event) {
            case StreamEvent.TextDelta text -> text.text().length();
            case StreamEvent.ThinkingDelta thinking -> thinking.text().length();
            case StreamEvent.RefusalDelta refusal -> refusal.text().length();
            case StreamEvent.ToolCallDelta call -> call.json().length();
            case StreamEvent.Started started -> 0;
            case StreamEvent.ThinkingSignature signature -> 0;
            case StreamEvent.RedactedThinking redacted -> 0;
            case StreamEvent.ToolCallStarted call -> 0;
            case StreamEvent.UsageSoFar usage -> 0;
            case StreamEvent.Finished finished -> 0;
        };
    }

    private static long characters(Part part) {
        return switch (part) {
            case Part.Text text -> text.text().length();
            case Part.Thinking thinking -> thinking.text().length();
            case Part.Refusal refusal -> refusal.text().length();
            case Part.ToolCall call -> call.arguments().length();
            case Part.Image image -> 0;
            case Part.Document document -> 0;
            case Part.ToolResult result -> 0;
            case Part.RedactedThinking redacted -> 0;
        };
    }
}
