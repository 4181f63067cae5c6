package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Cases of the parsing rules in https://html.spec.whatwg.org/multipage/server-sent-events.html. */
class SseReaderTest {

    @Test
    void readsTheSameEventsWhereverTheBytesAreSplit() throws IOException {
        // Given: a mark, a comment, three kinds of line ends, data over several lines, no space
        byte[] bytes =
                "\uFEFF: hello\n\nevent: a\r\ndata: {\"x\":\"\u00e4\"}\r\n\r\ndata:1\rdata: 2\r\rid: 7\ndata: [DONE]\n\n"
                        .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i <= bytes.length; i++) {
            InputStream in =
                    new SequenceInputStream(
                            new ByteArrayInputStream(Arrays.copyOf(bytes, i)),
                            new ByteArrayInputStream(Arrays.copyOfRange(bytes, i, bytes.length)));
            // When
            List<String> events = all(new SseReader(in, 1000));
            // Then
            assertThat(events)
                    .as("split at %s", i)
                    .containsExactly("a={\"x\":\"\u00e4\"}", "message=1\n2", "message=[DONE]");
        }
    }

    @Test
    void aLongLineThatComesByteByByteCostsNoSquareOfIt() throws IOException {
        // Given: two megabytes, a byte at a time; moving them each time takes minutes
        byte[] bytes = ("data: " + "x".repeat(2 << 20) + "\n\n").getBytes(StandardCharsets.UTF_8);
        InputStream in =
                new ByteArrayInputStream(bytes) {
                    @Override
                    public synchronized int read(byte[] target, int offset, int length) {
                        return super.read(target, offset, Math.min(1, length));
                    }
                };
        // When
        List<String> events = all(new SseReader(in, 3 << 20));
        // Then
        assertThat(events).singleElement().asString().hasSize("message=".length() + (2 << 20));
    }

    @Test
    void doesNotReturnAnEventThatWasCutOff() throws IOException {
        // Given
        InputStream in = stream("data: whole\n\ndata: cut off");
        // When
        List<String> events = all(new SseReader(in, 1000));
        // Then
        assertThat(events).containsExactly("message=whole");
    }

    @Test
    void refusesALineOverTheLimitWithoutRepeatingIt() {
        // Given
        SseReader reader = new SseReader(stream("data: " + "secret".repeat(50)), 100);
        // When
        Throwable thrown = catchThrowable(reader::next);
        // Then
        assertThat(thrown).isInstanceOf(LimitPassed.class).hasMessageNotContaining("secret");
    }

    @Test
    void anEmptyNameIsNone() throws IOException {
        // Given
        InputStream in = stream("event: a\nevent:\ndata: b\n\n");
        // When
        List<String> events = all(new SseReader(in, 1000));
        // Then
        assertThat(events).containsExactly("message=b");
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> all(SseReader reader) throws IOException {
        List<String> events = new ArrayList<>();
        Optional<SseEvent> next = reader.next();
        while (next.isPresent()) {
            SseEvent event = next.get();
            events.add(event.name() + "=" + new String(event.data(), StandardCharsets.UTF_8));
            next = reader.next();
        }
        return events;
    }
}
