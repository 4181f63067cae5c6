package io.sallyport.exchange.content;

import java.util.Optional;

/**
 * A function that the model may call.
 *
 * @param schema the JSON schema of its arguments, as JSON text
 * @param strict whether arguments must follow the schema; empty = the protocol's default
 */
public record Tool(
        String name, Optional<String> description, String schema, Optional<Boolean> strict) {
    @Override
    public String toString() {
        return "Tool[" + schema.length() + "]";
    }
}
