package io.sallyport.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is written is read back as it was meant, and nothing can be smuggled into it. */
class WriterTest {
    private final ByteBlock block = new ByteBlock(16);
    private final HeadWriter head = new HeadWriter(block);
    private final ChunkWriter chunks = new ChunkWriter(block);

    @Test
    void aRequestIsReadBackAsItWasWritten() throws IOException {
        // When
        head.request("POST", "/v1/messages?beta=true", "api.example:443")
                .field("X-A", "b\tc")
                .length(2);
        block.add(new byte[] {'{', '}'}, 0, 2);
        // Then
        assertThat(text())
                .isEqualTo(
                        "POST /v1/messages?beta=true HTTP/1.1\r\nhost: api.example:443\r\nX-A: b\tc\r\n"
                                + "content-length: 2\r\n\r\n{}");
        assertThat(Transcript.requests(new ByteArrayInputStream(bytes())))
                .isEqualTo("POST /v1/messages?beta=true[{}]+");
    }

    @Test
    void aStreamIsReadBackAsItWasWrittenAndAnEmptyChunkDoesNotEndIt() throws IOException {
        // When
        head.response(200).field("content-type", "text/event-stream").chunked();
        byte[] event = "data: 1\n\n".getBytes(StandardCharsets.US_ASCII);
        chunks.chunk(event, 0, event.length).chunk(event, 0, 0).chunk(event, 6, 1).end();
        // Then
        assertThat(text()).contains("\r\n\r\n9\r\ndata: 1\n\n\r\n1\r\n1\r\n0\r\n\r\n");
        assertThat(Transcript.response("POST", new ByteArrayInputStream(bytes())))
                .isEqualTo("200[data: 1\n\n1]+");
    }

    @Test
    void aTunnelIsAskedForByHostAndPort() {
        // When
        head.connect("api.example:443").bodiless();
        // Then
        assertThat(text())
                .isEqualTo("CONNECT api.example:443 HTTP/1.1\r\nhost: api.example:443\r\n\r\n");
    }

    @Test
    void nothingThatWouldEndAFieldOrAMessageCanBeWritten() {
        for (ThrowingCallable writing : wrongWritings()) {
            // When
            Throwable thrown = catchThrowable(writing);
            // Then
            assertThat(thrown).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private List<ThrowingCallable> wrongWritings() {
        List<ThrowingCallable> wrong = new ArrayList<>();
        String[] values = {"a\r\nb: c", "a\nb", "a\rb", "a\0", "\u007f", "\u0100", "\u2028"};
        for (String value : values) {
            wrong.add(() -> head.field("x", value));
            wrong.add(() -> head.request("GET", "/" + value, "a"));
            wrong.add(() -> head.request("GET", "/", value));
            wrong.add(() -> head.connect(value));
        }
        for (String name : new String[] {"", "a b", "a:", "a\r\n", "\u00e4", "\u0161"}) {
            wrong.add(() -> head.field(name, "v"));
            wrong.add(() -> head.request(name, "/", "a"));
        }
        wrong.add(() -> head.field("Content-Length", "3"));
        wrong.add(() -> head.field("transfer-encoding", "chunked"));
        wrong.add(() -> head.request("GET", "v1", "a"));
        wrong.add(() -> head.request("GET", "/a b", "a"));
        wrong.add(() -> head.request("GET", "/a#b", "a"));
        wrong.add(() -> head.response(1000));
        wrong.add(() -> head.length(-1));
        return wrong;
    }

    @Test
    void aBlockGoesOutInOneWriteAndGivesTheRoomOfALargeMessageBack() throws IOException {
        // Given
        int[] writes = new int[1];
        ByteArrayOutputStream out =
                new ByteArrayOutputStream() {
                    @Override
                    public synchronized void write(byte[] bytes, int offset, int length) {
                        writes[0]++;
                        super.write(bytes, offset, length);
                    }
                };
        head.response(200).length(100_000);
        block.add(new byte[100_000], 0, 100_000);
        // When
        block.writeTo(out);
        block.clear(1024);
        // Then
        assertThat(writes[0]).isEqualTo(1);
        assertThat(out.size()).isGreaterThan(100_000);
        assertThat(block.array().length).isEqualTo(1024);
        assertThat(block.length()).isZero();
    }

    private byte[] bytes() {
        return java.util.Arrays.copyOf(block.array(), block.length());
    }

    private String text() {
        return new String(bytes(), StandardCharsets.ISO_8859_1);
    }
}
