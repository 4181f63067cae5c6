package io.sallyport.admission;

import io.sallyport.admission.port.Stop;
import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;

/** An administrator has stopped what was asked for, or who asks. */
record StopRejection(Stop.Kind kind, String name) implements Rejection {

    @Override
    public String code() {
        return switch (kind) {
            case PROVIDER -> "provider_stopped";
            case MODEL -> "model_stopped";
            case KEY -> "api_key_stopped";
        };
    }

    @Override
    public Meaning meaning() {
        return switch (kind) {
            case PROVIDER, MODEL -> Meaning.UNAVAILABLE;
            case KEY -> Meaning.FORBIDDEN;
        };
    }

    @Override
    public String message() {
        return switch (kind) {
            case PROVIDER ->
                    "The provider of this model was stopped by an administrator. Ask for another model, or ask the administrator.";
            case MODEL ->
                    "The model '%s' was stopped by an administrator. Ask for another model, or ask the administrator."
                            .formatted(name);
            case KEY ->
                    "API key %s was stopped by an administrator. Ask the administrator to resume it."
                            .formatted(name);
        };
    }
}
