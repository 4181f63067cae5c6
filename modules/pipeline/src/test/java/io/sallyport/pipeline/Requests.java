package io.sallyport.pipeline;

import io.sallyport.exchange.Headers;
import io.sallyport.exchange.Shape;
import io.sallyport.exchange.content.ChatRequest;
import io.sallyport.exchange.content.ModelRequest;
import io.sallyport.exchange.content.Payload;

/** Requests for tests of the path, which never looks inside. */
final class Requests {
    private Requests() {}

    static ModelRequest chat(Shape shape) {
        return new ChatRequest(
                shape,
                new Payload(shape.dialect(), new byte[2], Headers.NONE),
                () -> {
                    throw new IllegalStateException("the path does not read a prompt");
                });
    }
}
