package io.sallyport.pipeline;

import io.sallyport.dialect.AnswerReader;
import io.sallyport.dialect.CallerGone;
import io.sallyport.dialect.Dialect;
import io.sallyport.dialect.Endpoint;
import io.sallyport.dialect.ModelCard;
import io.sallyport.dialect.Reply;
import io.sallyport.dialect.ResponseSink;
import io.sallyport.dialect.Served;
import io.sallyport.dialect.UpstreamAnswer;
import io.sallyport.dialect.UpstreamBody;
import io.sallyport.dialect.UpstreamEvent;
import io.sallyport.dialect.UpstreamFault;
import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Head;
import io.sallyport.exchange.Headers;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.RequestId;
import io.sallyport.exchange.content.ModelRequest;
import io.sallyport.exchange.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A protocol whose answers are words in a list. */
final class FakeDialect implements Dialect {
    final List<String> told = new ArrayList<>();
    Supplier<Endpoint> endpoint = Endpoint.Chat::new;
    Supplier<Secret> credential = () -> Secret.of("unset");
    Supplier<ModelRequest> request =
            () -> {
                throw new IllegalStateException("no request");
            };
    boolean callerGone;

    private void tell(String words) {
        if (callerGone) {
            throw new CallerGone();
        }
        told.add(words);
    }

    @Override
    public DialectName name() {
        return DialectName.OPENAI_CHAT;
    }

    @Override
    public Endpoint endpoint(Head head) {
        return endpoint.get();
    }

    @Override
    public Secret credential(Head head) {
        return credential.get();
    }

    @Override
    public ModelRequest decode(Head head, byte[] body) {
        return request.get();
    }

    @Override
    public Reply reply(ModelRequest made, RequestId id, ResponseSink sink) {
        return new FakeReply();
    }

    @Override
    public void refuse(Rejection rejection, RequestId id, ResponseSink sink) {
        tell("refused " + rejection.code());
    }

    @Override
    public void listModels(List<ModelCard> models, RequestId id, ResponseSink sink) {
        tell("models " + models.stream().map(card -> card.id().value()).toList());
    }

    @Override
    public void showModel(ModelCard model, RequestId id, ResponseSink sink) {
        tell("model " + model.id());
    }

    @Override
    public Optional<UpstreamBody> encode(ModelRequest made, Candidate candidate) {
        return Optional.empty();
    }

    @Override
    public AnswerReader reader(ModelRequest made, Candidate candidate) {
        throw new IllegalStateException("the path reads no answer");
    }

    @Override
    public UpstreamFault fault(int status, Headers headers, byte[] body) {
        throw new IllegalStateException("the path reads no fault");
    }

    /** A reply that tells its end. */
    private final class FakeReply implements Reply {
        @Override
        public void servedBy(Served served) {}

        @Override
        public void answer(UpstreamAnswer answer) {}

        @Override
        public void estimatedCount(long inputTokens) {}

        @Override
        public void event(UpstreamEvent event) {}

        @Override
        public void flush() {}

        @Override
        public void discard() {}

        @Override
        public void end() {
            tell("answered");
        }

        @Override
        public void keepAlive() {}

        @Override
        public void fail(Rejection rejection) {
            tell("failed " + rejection.code());
        }
    }
}
