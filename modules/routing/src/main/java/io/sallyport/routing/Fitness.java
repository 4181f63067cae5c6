package io.sallyport.routing;

import io.sallyport.exchange.Capability;
import io.sallyport.exchange.Shape;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

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
    private static final Set<Capability> WISHES =
            EnumSet.of(Capability.REASONING, Capability.PARALLEL_TOOLS);
    private static final double BEYOND_DOUBT = 1.5;

    private final Shape shape;
    private final Set<Capability> needs = EnumSet.noneOf(Capability.class);
    private final Set<Capability> wishes = EnumSet.noneOf(Capability.class);

    Fitness(Shape shape) {
        this.shape = shape;
        if (shape.kind() == Shape.Kind.CHAT) {
            needs.addAll(shape.needs());
            if (shape.streaming()) {
                needs.add(Capability.STREAMING);
            }
            wishes.addAll(needs);
            wishes.retainAll(WISHES);
            needs.removeAll(WISHES);
        }
    }

    /** The first need, in the order of {@link Capability}, that this model does not fulfil. */
    Optional<Capability> lacks(Option option) {
        return needs.stream()
                .filter(need -> !option.model().capabilities().contains(need))
                .findFirst();
    }

    boolean tooLong(Option option) {
        boolean countable =
                !needs.contains(Capability.IMAGES) && !needs.contains(Capability.DOCUMENTS);
        return countable && exceeds(option, BEYOND_DOUBT);
    }

    /** Whether nothing speaks against this model, wishes and doubts included. */
    boolean wholly(Option option) {
        return option.model().capabilities().containsAll(wishes) && !exceeds(option, 1);
    }

    private boolean exceeds(Option option, double factor) {
        OptionalInt context = option.model().contextTokens();
        return shape.kind() == Shape.Kind.CHAT
                && context.isPresent()
                && shape.estimatedInputTokens() > factor * context.getAsInt();
    }
}
