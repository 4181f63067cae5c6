package io.sallyport.exchange.content;

import java.util.Optional;

/** What an answer must look like. */
public sealed interface ResponseFormat {

    /** Anything. */
    record Free() implements ResponseFormat {}

    /** A JSON object of any form (OpenAI {@code json_object}). */
    record JsonObject() implements ResponseFormat {}

    /** JSON that follows this schema (JSON text). */
    record JsonSchema(String name, String schema, Optional<Boolean> strict)
            implements ResponseFormat {
        @Override
        public String toString() {
            return "JsonSchema[" + schema.length() + "]";
        }
    }
}
