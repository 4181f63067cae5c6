package io.sallyport.routing;

import io.sallyport.catalog.ModelEntry;
import io.sallyport.exchange.Capability;
import io.sallyport.exchange.Shape;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whether a model can answer a request at all, judged from the request's shape.
 *
 * <p>Tools, images, documents, structured output and streaming are needs: a model without them is
 * left out. Reasoning and parallel tool calls are wishes: a model without them can still answer, so
 * it is only tried after those that have them. A count of tokens needs nothing.
 *
 * <p>The input's length is an estimate from bytes. It leaves a model out only where it is beyond
 * doubt (one and a half times the context and no images or documents, whose bytes say little about
 * their tokens); where there is doubt the model is only tried later, and the upstream decides.
 */
final class Fitness {
    private static final Capability[] CAPABILITIES = Capability.values();
    private static final double BEYOND_DOUBT = 1.5;

    private final Shape shape;
    private final boolean chat;

    Fitness(Shape shape) {
        this.shape = shape;
        this.chat = shape.kind() == Shape.Kind.CHAT;
    }

    /** The first need, in the order of {@link Capability}, that this model does not fulfil. */
    Optional<Capability> lacks(ModelEntry model) {
        for (Capability each : CAPABILITIES) {
            if (isNeeded(each) && !model.capabilities().contains(each)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    boolean tooLong(ModelEntry model) {
        boolean countable = !isNeeded(Capability.IMAGES) && !isNeeded(Capability.DOCUMENTS);
        return countable && exceeds(model, BEYOND_DOUBT);
    }

    /** Whether nothing speaks against this model, wishes and doubts included. */
    boolean wholly(ModelEntry model) {
        for (Capability each : CAPABILITIES) {
            if (isWished(each) && !model.capabilities().contains(each)) {
                return false;
            }
        }
        return !exceeds(model, 1);
    }

    private boolean isNeeded(Capability capability) {
        return chat
                && !mayBeLacking(capability)
                && (shape.needs().contains(capability)
                        || (shape.streaming() && capability == Capability.STREAMING));
    }

    private boolean isWished(Capability capability) {
        return chat && mayBeLacking(capability) && shape.needs().contains(capability);
    }

    private static boolean mayBeLacking(Capability capability) {
        return switch (capability) {
            case REASONING, PARALLEL_TOOLS -> true;
            case TOOLS, IMAGES, DOCUMENTS, STRUCTURED_OUTPUT, STREAMING -> false;
        };
    }

    private boolean exceeds(ModelEntry model, double factor) {
        OptionalInt context = model.contextTokens();
        return chat
                && context.isPresent()
                && shape.estimatedInputTokens() > factor * context.getAsInt();
    }
}
