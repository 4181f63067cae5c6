package io.sallyport.dialect;

import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Head;
import io.sallyport.exchange.Headers;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.RequestId;
import io.sallyport.exchange.content.ModelRequest;
import io.sallyport.exchange.secret.Secret;
import java.util.List;
import java.util.Optional;

/**
 * One wire protocol, as callers and as upstreams speak it. Stateless; what has a state (a reply,
 * the reading of an answer) is made by it for one exchange or attempt.
 *
 * <pre>
 *   caller ── decode ──▶ ModelRequest ── encode ──▶ upstream
 *   caller ◀── Reply ◀── UpstreamAnswer, UpstreamEvent ◀── AnswerReader ◀── upstream
 * </pre>
 *
 * <p>When both sides speak the same dialect the payload is spliced: only the fields that we must
 * change are rewritten, unknown fields travel verbatim, framing is always ours.
 */
public interface Dialect {

    /** Which protocol this is. */
    DialectName name();

    /**
     * What the path asks for; throws {@link io.sallyport.exchange.Rejected} when it is no endpoint
     * that we have (naming it), the method is wrong, or a WebSocket is asked for.
     */
    Endpoint endpoint(Head head);

    /**
     * The credential that the head carries ({@code Authorization: Bearer} or {@code x-api-key}, on
     * both protocols); throws {@link io.sallyport.exchange.Rejected} ({@code UNAUTHENTICATED}) when
     * there is none.
     */
    Secret credential(Head head);

    /**
     * The request in this body; throws {@link io.sallyport.exchange.Rejected} naming the field and
     * the fix when it is malformed, or the endpoint when it is one that we do not have.
     */
    ModelRequest decode(Head head, byte[] body);

    /** A reply to this request, written to this sink. */
    Reply reply(ModelRequest request, RequestId id, ResponseSink sink);

    /** Answers with an error of this protocol; nothing may have been written to the sink before. */
    void refuse(Rejection rejection, RequestId id, ResponseSink sink);

    /** Answers with a list of models in this protocol. */
    void listModels(List<ModelCard> models, RequestId id, ResponseSink sink);

    /** Answers with one model in this protocol. */
    void showModel(ModelCard model, RequestId id, ResponseSink sink);

    /**
     * The request as an upstream of this protocol wants it, spliced when it came in this protocol
     * and translated otherwise; throws {@link io.sallyport.exchange.Rejected} ({@code UNSUPPORTED})
     * naming the field that this protocol cannot express. Empty when the protocol has no such call
     * at all (OpenAI cannot count tokens).
     */
    Optional<UpstreamBody> encode(ModelRequest request, Candidate candidate);

    /** A reader for the answer of one attempt at {@code candidate}. */
    AnswerReader reader(ModelRequest request, Candidate candidate);

    /** What an upstream's error answer means. Never throws, whatever the body is. */
    UpstreamFault fault(int status, Headers headers, byte[] body);
}
