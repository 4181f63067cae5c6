package io.sallyport.exchange.content;

import io.sallyport.exchange.Shape;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A count of the input tokens of a conversation (Anthropic). Confined to the thread of its
 * exchange.
 */
public final class TokenCountRequest implements ModelRequest {
    private final Shape shape;
    private final Payload payload;
    private final Supplier<Conversation> decoder;
    private @Nullable Conversation conversation;

    /** A request whose neutral form is decoded when it is first asked for. */
    public TokenCountRequest(Shape shape, Payload payload, Supplier<Conversation> decoder) {
        this.shape = shape;
        this.payload = payload;
        this.decoder = decoder;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public Payload payload() {
        return payload;
    }

    @Override
    public Conversation conversation() {
        Conversation decoded = conversation;
        if (decoded == null) {
            decoded = decoder.get();
            conversation = decoded;
        }
        return decoded;
    }

    @Override
    public Supplier<Conversation> decoder() {
        return decoder;
    }

    @Override
    public String toString() {
        return "TokenCountRequest[" + payload + "]";
    }
}
