package io.sallyport.dialect;

import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.FinishReason;
import io.sallyport.exchange.Usage;
import io.sallyport.exchange.content.Answer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A whole answer of an upstream: the bytes for a caller of the same dialect, the neutral form
 * (decoded when asked for) for every other.
 *
 * @param dialect the protocol of {@code body}
 * @param body the JSON body; shared, nobody may change it
 * @param usage tokens that the upstream reported
 * @param finish why the model stopped; empty for a token count
 * @param neutral the answer in the neutral form; throws {@link ProtocolFault} when it is none
 */
@SuppressWarnings(
        "ArrayRecordComponent") // One buffer for the whole path; a copy would cost per request.
public record UpstreamAnswer(
        DialectName dialect,
        byte[] body,
        Optional<Usage> usage,
        Optional<FinishReason> finish,
        Supplier<Answer> neutral) {
    @Override
    public String toString() {
        return "UpstreamAnswer[" + dialect + ", " + body.length + " bytes]";
    }
}
