package io.sallyport.bench;

import java.util.Arrays;
import java.util.Locale;

/** How an upstream of the campaign behaves to who asks for the model of this name. */
enum Mischief {
    /** Answers as it should. */
    GOOD,
    /** Never answers; waits until the other side closes. */
    HANG,
    /** Closes in the middle of the head. */
    CUT_HEAD,
    /** Ends its half of the connection in the middle of the body. */
    HALF_CLOSE,
    /** A status line that is none. */
    GARBAGE,
    /** A good answer with some bytes changed, taken out or cut off, each time others. */
    MUTATED,
    /** Resets the connection in the middle of a stream. */
    RESET,
    /** A byte of the body every 100 milliseconds. */
    DRIP,
    /** A body without an end. */
    ENDLESS_BODY,
    /** A stream whose first line has no end. */
    ENDLESS_LINE,
    /** A small body that says it is compressed and unpacks to a thousand times as much. */
    GZIP_BOMB,
    /** A good answer without a usage. */
    NO_USAGE,
    /** A good answer whose usage is negative. */
    NEGATIVE_USAGE,
    /** A good answer whose usage is made of words. */
    WRONG_USAGE,
    /** Status 429 with {@code Retry-After: 1}. */
    TOO_MANY,
    /** Status 529. */
    OVERLOADED;

    /** The model that is asked for. */
    String model() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Mischief of(String model) {
        return Arrays.stream(values())
                .filter(each -> each.model().equals(model))
                .findFirst()
                .orElse(GOOD);
    }
}
