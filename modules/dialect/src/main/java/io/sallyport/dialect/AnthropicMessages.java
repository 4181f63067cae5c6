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

/** Anthropic Messages. */
final class AnthropicMessages implements Dialect {
    @Override
    public DialectName name() {
        return DialectName.ANTHROPIC_MESSAGES;
    }

    @Override
    public Secret credential(Head head) {
        return Credentials.of(head);
    }

    @Override
    public Endpoint endpoint(Head head) {
        EndpointPath path = EndpointPath.of(head);
        if (path.is("messages")) {
            return EndpointPath.allowed(head, new Endpoint.Chat(), "POST");
        }
        if (path.is("messages/count_tokens")) {
            return EndpointPath.allowed(head, new Endpoint.CountTokens(), "POST");
        }
        return path.shared(head);
    }

    @Override
    public ModelRequest decode(Head head, byte[] body) {
        throw new UnsupportedOperationException("decode");
    }

    @Override
    public Reply reply(ModelRequest request, RequestId id, ResponseSink sink) {
        throw new UnsupportedOperationException("reply");
    }

    @Override
    public void refuse(Rejection rejection, RequestId id, ResponseSink sink) {
        throw new UnsupportedOperationException("refuse");
    }

    @Override
    public void listModels(List<ModelCard> models, RequestId id, ResponseSink sink) {
        throw new UnsupportedOperationException("listModels");
    }

    @Override
    public void showModel(ModelCard model, RequestId id, ResponseSink sink) {
        throw new UnsupportedOperationException("showModel");
    }

    @Override
    public Optional<UpstreamBody> encode(ModelRequest request, Candidate candidate) {
        throw new UnsupportedOperationException("encode");
    }

    @Override
    public AnswerReader reader(ModelRequest request, Candidate candidate) {
        throw new UnsupportedOperationException("reader");
    }

    @Override
    public UpstreamFault fault(int status, Headers headers, byte[] body) {
        throw new UnsupportedOperationException("fault");
    }
}
