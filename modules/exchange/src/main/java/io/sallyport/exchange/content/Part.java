package io.sallyport.exchange.content;

import io.sallyport.exchange.DialectName;
import java.util.List;
import java.util.Optional;

/** A piece of a message or of an answer. Prints its kind and length only. */
public sealed interface Part {

    /** Plain text. */
    record Text(String text) implements Part {
        @Override
        public String toString() {
            return "Text[" + text.length() + "]";
        }
    }

    /** A picture; {@code detail} is OpenAI's low, high or auto. */
    record Image(Media media, Optional<String> detail) implements Part {}

    /** A document, usually a PDF. */
    record Document(Media media, Optional<String> name) implements Part {}

    /** A call of a tool; {@code arguments} is a JSON object as text, never empty. */
    record ToolCall(String id, String name, String arguments) implements Part {
        /** No arguments are an empty object. */
        public ToolCall {
            arguments = arguments.isBlank() ? "{}" : arguments;
        }

        @Override
        public String toString() {
            return "ToolCall[" + arguments.length() + "]";
        }
    }

    /** What a tool returned: texts, images and documents. */
    record ToolResult(String callId, boolean error, List<Part> parts) implements Part {
        /** Copies the list. */
        public ToolResult {
            parts = List.copyOf(parts);
        }

        @Override
        public String toString() {
            return "ToolResult[" + parts.size() + "]";
        }
    }

    /**
     * The model's thinking. The signature is the vendor's and travels byte for byte; {@code origin}
     * says whose it is, because a foreign signature must not be sent.
     */
    record Thinking(String text, Optional<String> signature, DialectName origin) implements Part {
        @Override
        public String toString() {
            return "Thinking[" + text.length() + "]";
        }
    }

    /** Thinking that the vendor encrypted. */
    record RedactedThinking(String data, DialectName origin) implements Part {
        @Override
        public String toString() {
            return "RedactedThinking[" + data.length() + "]";
        }
    }

    /** The model's words of refusal. */
    record Refusal(String text) implements Part {
        @Override
        public String toString() {
            return "Refusal[" + text.length() + "]";
        }
    }
}
