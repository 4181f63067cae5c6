package io.sallyport.pipeline;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;
import java.util.Optional;

/** A model that is not in the list of this key; said in the same words whether it exists. */
record NoSuchModel(String name) implements Rejection {
    private static final int SHOWN = 100;

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
        String cut = name.length() > SHOWN ? name.substring(0, SHOWN) + "..." : name;
        return "The model '%s' does not exist or this key may not use it. GET /v1/models lists what it may use."
                .formatted(cut.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?"));
    }

    @Override
    public Optional<String> field() {
        return Optional.of("model");
    }
}
