package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.DeploymentId;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.RequestId;
import io.sallyport.exchange.RoutePlan;
import io.sallyport.exchange.Strategy;
import io.sallyport.exchange.content.ModelRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nothing of an attempt reaches the caller before its first content: then nobody can see it fail.
 */
class WithheldTest {
    private static final String MESSAGE_START =
            "{'type':'message_start','message':{'id':'ID','type':'message','role':'assistant','model':'m','content':[],'usage':{'input_tokens':1,'output_tokens':0}}}";
    private static final String BLOCK =
            "{'type':'content_block_start','index':0,'content_block':{'type':'text','text':''}}";
    private static final String TEXT =
            "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'pong'}}";
    private static final String ROLE =
            "{'id':'ID','choices':[{'index':0,'delta':{'role':'assistant','content':''}}]}";
    private static final String CHUNK =
            "{'id':'second','choices':[{'index':0,'delta':{'content':'pong'}}]}";

    static Stream<Arguments> callers() {
        return Stream.of(
                Arguments.of(Samples.ANTHROPIC, Samples.messagesWith("'stream':true")),
                Arguments.of(Samples.OPENAI, Samples.chatWith("'stream':true")));
    }

    @ParameterizedTest
    @MethodSource("callers")
    void ofTwoAttemptsOnlyTheOneThatSpokeIsSeen(Dialect caller, ModelRequest request) {
        for (Dialect upstream : List.of(Samples.ANTHROPIC, Samples.OPENAI)) {
            // Given an attempt that began and died
            FakeSink sink = new FakeSink();
            Reply reply = caller.reply(request, new RequestId("req_1"), sink);
            reply.servedBy(served("p/first", 1));
            begin(reply, upstream, request, "first");
            assertThat(sink.text()).isEmpty();
            assertThat(sink.status).isZero();
            reply.discard();
            // When another one speaks
            reply.servedBy(served("p/second", 2));
            AnswerReader reader = begin(reply, upstream, request, "second");
            reply.event(reader.event(event(anthropic(upstream) ? TEXT : CHUNK)));
            // Then
            assertThat(sink.headers.first("x-sallyport-model")).contains("p/second");
            assertThat(sink.headers.first("x-sallyport-attempts")).contains("2");
            String start = anthropic(caller) ? "event: message_start" : "\"role\":\"assistant\"";
            assertThat(sink.text().split(start, -1)).hasSize(2);
            assertThat(sink.text()).contains("pong").doesNotContain("first");
        }
    }

    private static boolean anthropic(Dialect dialect) {
        return dialect.name() == DialectName.ANTHROPIC_MESSAGES;
    }

    private static AnswerReader begin(
            Reply reply, Dialect upstream, ModelRequest request, String id) {
        AnswerReader reader = upstream.reader(request, Samples.CANDIDATE);
        if (anthropic(upstream)) {
            reply.event(reader.event(event(MESSAGE_START.replace("ID", id))));
            reply.event(reader.event(event(BLOCK)));
        } else {
            reply.event(reader.event(event(ROLE.replace("ID", id))));
        }
        return reader;
    }

    private static SseEvent event(String json) {
        String text = json.replace('\'', '"');
        int type = text.indexOf("\"type\":\"");
        String name = type == 1 ? text.substring(9, text.indexOf('"', 9)) : "message";
        return new SseEvent(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Served served(String deployment, int attempts) {
        Candidate candidate =
                new Candidate(
                        new DeploymentId(deployment),
                        Samples.CANDIDATE.model(),
                        Samples.CANDIDATE.provider(),
                        "m",
                        Samples.CANDIDATE.tariff(),
                        Samples.CANDIDATE.maxOutputTokens());
        return new Served(
                candidate, attempts, new RoutePlan(List.of(candidate), Strategy.EXPLICIT, "test"));
    }
}
