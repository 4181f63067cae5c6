package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.FinishReason;
import io.sallyport.exchange.Usage;
import io.sallyport.exchange.content.StreamEvent;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a stream's events mean when they are read from their one scan. */
class EventScanTest {
    private static final Usage USAGE = new Usage(10, 0, 0, 2, 0);

    @Test
    void theLastChunkOfAStreamMayHaveTextAnEndAndAUsage() {
        // Given
        SseEvent chunk =
                chunk(
                        "{'id':'c','choices':[{'index':0,'delta':{'content':'a'},'finish_reason':'length'}],"
                                + "'usage':{'prompt_tokens':10,'completion_tokens':2}}");
        // When
        UpstreamEvent event = new OpenAiAnswers().event(chunk);
        // Then
        assertThat(event.content()).isTrue();
        assertThat(event.meaning())
                .containsExactly(
                        new StreamEvent.Started("c"),
                        new StreamEvent.TextDelta("a"),
                        new StreamEvent.Finished(FinishReason.LENGTH, Optional.empty()),
                        new StreamEvent.UsageSoFar(USAGE));
    }

    @Test
    void aChunkWithoutAChoiceTellsItsUsageAndHasNoContent() {
        // Given
        AnswerReader reader = new OpenAiAnswers();
        reader.event(chunk("{'id':'c','choices':[{'delta':{'role':'assistant','content':''}}]}"));
        // When
        UpstreamEvent event =
                reader.event(
                        chunk(
                                "{'id':'c','choices':[],'usage':{'prompt_tokens':10,'completion_tokens':2}}"));
        // Then
        assertThat(event.content()).isFalse();
        assertThat(event.meaning()).containsExactly(new StreamEvent.UsageSoFar(USAGE));
    }

    @Test
    void anEventThatWasMendedGoesOutAsItWasMended() {
        // Given
        FakeSink sink = new FakeSink();
        Reply reply = Samples.OPENAI.reply(Samples.chatWith("'stream':true"), Samples.ID, sink);
        reply.servedBy(Samples.served());
        AnswerReader reader = new OpenAiAnswers();
        String call =
                "{'id':'c','model':'x','choices':[{'delta':{'tool_calls':[{'index':0,'id':'%s',"
                        + "'function':{'name':'f','arguments':'{}'}}]}}]}";
        // When
        reply.event(reader.event(chunk(call.formatted("one"))));
        reply.event(reader.event(chunk(call.formatted("two"))));
        // Then
        assertThat(sink.text()).contains("\"index\":1").doesNotContain("\"model\":\"x\"");
    }

    private static SseEvent chunk(String data) {
        return new SseEvent("message", Samples.bytes(Samples.json(data)));
    }
}
