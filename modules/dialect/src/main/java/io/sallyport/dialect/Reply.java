package io.sallyport.dialect;

import io.sallyport.exchange.Rejection;

/**
 * What the caller gets, in its own protocol. Confined to one thread.
 *
 * <pre>
 *   open ──event (no content)──▶ open (withheld)        ──discard──▶ open
 *   open ──event (content)────▶ committed ──event*──▶ committed ──end──▶ closed
 *   open ──answer───────────────────────────────────────────────▶ closed
 *   open | committed ──fail─────────────────────────────────────▶ closed
 *   open ──keepAlive──▶ open, head sent (a later failure is an error event)
 * </pre>
 *
 * Commit = the first event with content reaches the caller. Before it another candidate may take
 * over unseen, even when the head or keep-alive comments are already sent. Methods throw {@link
 * CallerGone} when the caller has gone away.
 */
public interface Reply {

    /** Says who answers from now on; again for each candidate, until the commit. */
    void servedBy(Served served);

    /** Sends a whole answer. */
    void answer(UpstreamAnswer answer);

    /** Sends a token count that the gateway estimated itself, and marks it so. */
    void estimatedCount(long inputTokens);

    /**
     * Writes one event of a stream, or withholds it until the first with content. Events that came
     * together may go out together: {@link #flush} before waiting for another.
     */
    void event(UpstreamEvent event);

    /** Sends the events so far to the caller, but those that are withheld. */
    void flush();

    /** Forgets what is withheld of an attempt that failed before the commit. */
    void discard();

    /** Ends a stream cleanly. */
    void end();

    /** Tells a waiting caller that the gateway is still there (an SSE comment or ping). */
    void keepAlive();

    /** Ends with an error: as a status when no head is sent, else as the protocol's error event. */
    void fail(Rejection rejection);
}
