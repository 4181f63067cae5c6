package io.sallyport.dialect;

import io.sallyport.exchange.Usage;
import java.util.Optional;

/**
 * Reads the answer of one attempt, whole or as a stream. Has the state of one attempt; confined to
 * one thread.
 */
public interface AnswerReader {

    /** A whole answer; throws {@link ProtocolFault} when the body is not one. */
    UpstreamAnswer whole(byte[] body);

    /**
     * One event of a stream; throws {@link ProtocolFault} when it is not of this protocol. An error
     * event of the upstream comes back as {@link UpstreamEvent#fault()}.
     */
    UpstreamEvent event(SseEvent event);

    /**
     * Whether the protocol's own mark of a clean end has come (not merely the end of the bytes).
     */
    boolean ended();

    /**
     * Tokens that the upstream has reported so far; empty if it reported none. Until {@link
     * #finished} its output may be what had been said long ago: Anthropic reports 1 at the start of
     * a stream ("Streaming messages": the counts of {@code message_delta} are cumulative).
     */
    Optional<Usage> usage();

    /** Whether the model has said all, so that what {@link #usage} says is the whole. */
    boolean finished();
}
