package io.sallyport.routing;

import io.sallyport.exchange.Capability;
import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Why the router says no. */
sealed interface RoutingRejection extends Rejection {

    /** No such name, or none that this key may use: said in the same words. */
    record ModelNotFound(String name, List<String> near) implements RoutingRejection {
        public ModelNotFound {
            near = List.copyOf(near);
        }

        @Override
        public String code() {
            return "model_not_found";
        }

        @Override
        public Meaning meaning() {
            return Meaning.MODEL_NOT_FOUND;
        }

        @Override
        public String message() {
            String meant = near.isEmpty() ? "" : " Did you mean " + String.join(" or ", near) + "?";
            return "The model '"
                    + ReasonLine.printable(name)
                    + "' does not exist or this key may not use it."
                    + meant
                    + " GET /v1/models lists what it may use.";
        }

        @Override
        public Optional<String> field() {
            return Optional.of("model");
        }
    }

    /** A model is known and allowed, but cannot do what the request needs. */
    record Unsupported(String name, Capability need, List<String> able)
            implements RoutingRejection {
        public Unsupported {
            able = List.copyOf(able);
        }

        @Override
        public String code() {
            return "capability_not_supported";
        }

        @Override
        public Meaning meaning() {
            return Meaning.UNSUPPORTED;
        }

        @Override
        public String message() {
            String others =
                    able.isEmpty()
                            ? "No model that this key may use has it; leave it out of the request."
                            : "Models that have it: " + String.join(", ", able) + ".";
            return "No model behind '"
                    + ReasonLine.printable(name)
                    + "' offers "
                    + words(need)
                    + ", which this request needs. "
                    + others;
        }

        @Override
        public Optional<String> field() {
            return Optional.of("model");
        }

        static String words(Capability need) {
            return need.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** The input is longer than the largest context among what was asked for. */
    record ContextTooLong(int tokens, int context) implements RoutingRejection {
        @Override
        public String code() {
            return "context_length_exceeded";
        }

        @Override
        public Meaning meaning() {
            return Meaning.CONTEXT_TOO_LONG;
        }

        // Clients look for the first clause (Anthropic) or the second (OpenAI) and then compact.
        @Override
        public String message() {
            return "prompt is too long: %d tokens > %d maximum. This model's maximum context length is %d tokens; the prompt has about %d (estimated from its bytes). Shorten it or choose a model with a larger context."
                    .formatted(tokens, context, context, tokens);
        }

        @Override
        public Optional<String> field() {
            return Optional.of("messages");
        }
    }
}
