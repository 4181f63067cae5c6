package io.sallyport.dialect;

import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.content.StreamEvent;
import java.util.List;
import java.util.Optional;

/**
 * One event of an upstream's stream.
 *
 * @param dialect the protocol of {@code raw}
 * @param raw the event as it came, for a caller of the same dialect
 * @param content whether it has content: the first one that does commits the reply
 * @param meaning the same in the neutral form; may be empty (pings)
 * @param fault set when the upstream says inside the stream that it failed
 */
public record UpstreamEvent(
        DialectName dialect,
        SseEvent raw,
        boolean content,
        List<StreamEvent> meaning,
        Optional<UpstreamFault> fault) {

    /** Copies the list. */
    public UpstreamEvent {
        meaning = List.copyOf(meaning);
    }
}
