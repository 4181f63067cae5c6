package io.sallyport.dialect;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;
import java.util.Optional;

/** A feature that the chosen model's protocol cannot express; refused by name, never dropped. */
record UnsupportedFeature(String message, Optional<String> field) implements Rejection {

    /** The field at this path has no twin in the protocol of the model that was chosen. */
    static UnsupportedFeature at(String path, String protocol) {
        return new UnsupportedFeature(
                path
                        + " is not supported by the chosen model ("
                        + protocol
                        + " has no such parameter). Remove it or choose another model.",
                Optional.of(path));
    }

    @Override
    public String code() {
        return "unsupported_parameter";
    }

    @Override
    public Meaning meaning() {
        return Meaning.UNSUPPORTED;
    }
}
