package io.sallyport.admission;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;

/** A body that has no room here even when nothing else is under way; to wait would not help. */
record NeverFits(long mostBytes) implements Rejection {

    @Override
    public String code() {
        return "request_too_large";
    }

    @Override
    public Meaning meaning() {
        return Meaning.TOO_LARGE;
    }

    @Override
    public String message() {
        return "The body has more than %d bytes, for which this gateway has no memory. Send less, or ask the administrator for a larger heap."
                .formatted(mostBytes);
    }
}
