package io.sallyport.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RequestScanTest {
    private final RequestScan scan = new RequestScan();

    @Test
    void aRequestIsWholeWithItsLastByteAndNotBefore() {
        // Given
        String request = post("/v1/chat/completions", "{\"model\":\"m\"}");
        // When
        boolean early = scan.whole(bytes(request.substring(0, 20)));
        boolean almost = scan.whole(bytes(request.substring(0, request.length() - 1)));
        boolean all = scan.whole(bytes(request + "POST"));
        // Then
        assertThat(early).isFalse();
        assertThat(almost).isFalse();
        assertThat(all).isTrue();
        assertThat(scan.end()).isEqualTo(request.length());
        assertThat(scan.toMessages()).isFalse();
        assertThat(scan.streamed()).isFalse();
    }

    @Test
    void streamIsFoundAtEitherEndOfALongBody() {
        // Given
        String words = "\"messages\":\"" + "word ".repeat(4000) + "\"";
        String early = "{\"stream\" : true," + words + "}";
        String late = "{" + words + ",\"stream\":true,\"stream_options\":{}}";
        String no = "{" + words + ",\"stream_options\":{},\"stream\":false}";
        // When
        List<Boolean> found = Stream.of(early, late, no).map(this::streamed).toList();
        // Then
        assertThat(found).containsExactly(true, true, false);
    }

    @Test
    void whatTheRequestsOfTheBenchAskForIsUnderstood() {
        for (Workload workload : Workload.values()) {
            // Given
            ByteBuffer request = Contestant.direct(1).request(workload.plain());
            // When
            boolean whole = scan.whole(request);
            // Then
            assertThat(whole).isTrue();
            assertThat(scan.end()).isEqualTo(request.limit());
            assertThat(scan.streamed()).isEqualTo(workload.streamed());
        }
    }

    @Test
    void theProtocolIsThatOfThePath() {
        // Given
        RequestScan models = new RequestScan();
        // When
        scan.whole(bytes(post("/v1/messages", "{}")));
        models.whole(bytes("GET /v1/models HTTP/1.1\r\nHost: x\r\n\r\n"));
        // Then
        assertThat(scan.toMessages()).isTrue();
        assertThat(scan.get()).isFalse();
        assertThat(models.get()).isTrue();
    }

    @Test
    void aBodyInChunksEndsWithItsLastChunk() {
        // Given
        String head = "POST /v1/messages HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n";
        String body = "d\r\n{\"stream\":true}\r\n";
        // When
        boolean early = scan.whole(bytes(head + body));
        boolean all = scan.whole(bytes(head + body + "0\r\n\r\n"));
        // Then
        assertThat(early).isFalse();
        assertThat(all).isTrue();
        assertThat(scan.streamed()).isTrue();
    }

    private boolean streamed(String body) {
        assertThat(scan.whole(bytes(post("/v1/chat/completions", body)))).isTrue();
        return scan.streamed();
    }

    private static String post(String path, String body) {
        return "POST %s HTTP/1.1\r\nHost: x\r\nCONTENT-length: %d\r\nAccept: */*\r\n\r\n%s"
                .formatted(path, body.length(), body);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII));
    }
}
