package io.sallyport.dialect;

import io.sallyport.exchange.content.Answer;
import java.util.function.Supplier;

/**
 * An upstream's whole answer with all that its one scan found, so that a caller of the same
 * protocol gets it without a second one. It travels as the answer's way to the neutral form.
 */
record ScannedAnswer(JsonScan scan, Supplier<Answer> reading) implements Supplier<Answer> {

    @Override
    public Answer get() {
        return reading.get();
    }

    /** The scan of this answer's body. */
    static JsonScan of(UpstreamAnswer answer) {
        return answer.neutral() instanceof ScannedAnswer own
                ? own.scan()
                : JsonScan.ofUpstream(answer.body());
    }
}
