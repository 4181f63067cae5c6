package io.sallyport.dialect;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;

/** A string, number or nesting over a limit of the gateway. */
record LimitExceeded(String message) implements Rejection {
    @Override
    public String code() {
        return "limit_exceeded";
    }

    @Override
    public Meaning meaning() {
        return Meaning.TOO_LARGE;
    }
}
