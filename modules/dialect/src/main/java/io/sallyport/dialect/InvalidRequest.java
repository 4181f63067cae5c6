package io.sallyport.dialect;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;
import java.util.Optional;

/** The body, a field or a value is wrong. */
record InvalidRequest(String message, Optional<String> field) implements Rejection {

    /** The field at this path is not what it must be. */
    static InvalidRequest at(String path, String wrong) {
        return new InvalidRequest(path + " " + wrong, Optional.of(path));
    }

    @Override
    public String code() {
        return "invalid_request";
    }

    @Override
    public Meaning meaning() {
        return Meaning.INVALID;
    }
}
