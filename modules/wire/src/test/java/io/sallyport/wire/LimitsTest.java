package io.sallyport.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Each limit holds to the byte, and what is over it is not waited for. */
class LimitsTest {
    private static final Limits LIMITS = Transcript.LIMITS;

    @Test
    void aTargetIsTakenUpToTheLimitOfItsLine() throws IOException {
        String line = "GET /%s HTTP/1.1";
        int most = LIMITS.startLineBytes() - line.length() + 1;
        assertThat(read(line.formatted("x".repeat(most)) + "\r\nHost: a\r\n\r\n")).endsWith("[]+");
        assertThat(read(line.formatted("x".repeat(most + 1)) + "\r\nHost: a\r\n\r\n"))
                .isEqualTo("TARGET_TOO_LONG");
    }

    @Test
    void aHeadIsTakenUpToItsLimit() throws IOException {
        String head = "GET / HTTP/1.1\r\nHost: a\r\nX: %s\r\n\r\n";
        int most = LIMITS.headBytes() - head.length() + 2;
        assertThat(read(head.formatted("x".repeat(most - 2)))).endsWith("[]+");
        assertThat(read(head.formatted("x".repeat(most + 2)))).isEqualTo("HEAD_TOO_LARGE");
    }

    @Test
    void asManyFieldsAreTakenAsTheLimitSays() throws IOException {
        String more = "X: y\r\n";
        String head = "GET / HTTP/1.1\r\nHost: a\r\n";
        assertThat(read(head + more.repeat(LIMITS.fields() - 1) + "\r\n")).endsWith("[]+");
        assertThat(read(head + more.repeat(LIMITS.fields()) + "\r\n")).isEqualTo("TOO_MANY_FIELDS");
    }

    @Test
    void trailersHaveTheLimitsOfAHead() throws IOException {
        String chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n";
        assertThat(read(chunked + "X: y\r\n".repeat(LIMITS.fields() + 5) + "\r\n"))
                .endsWith("TOO_MANY_FIELDS");
    }

    @Test
    void chunkExtensionsDoNotGoOnForEver() throws IOException {
        String chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
        assertThat(read(chunked + ("1;" + "a".repeat(200) + "\r\nx\r\n").repeat(10)))
                .endsWith("CHUNK_EXTENSION");
    }

    @Test
    void informationBeforeAResponseDoesNotGoOnForEver() throws IOException {
        String interim = "HTTP/1.1 103 x\r\n\r\n";
        InputStream endless = bytes(interim.repeat(100) + "HTTP/1.1 204 x\r\n\r\n");
        assertThat(Transcript.response("POST", endless)).isEqualTo("INTERIM");
    }

    @Test
    void aBodyIsTakenUpToItsLimit() throws IOException {
        String head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n";
        assertThat(read(head.formatted(100) + "x".repeat(100))).endsWith("x]+");
        assertThat(read(head.formatted(101) + "x".repeat(101))).endsWith("BODY_TOO_LARGE");
        String chunks = head.replace("Content-Length: %d", "Transfer-Encoding: chunked");
        String fifty = "32\r\n" + "x".repeat(50) + "\r\n";
        assertThat(read(chunks + fifty + fifty + "0\r\n\r\n")).endsWith("x]+");
        assertThat(read(chunks + fifty + fifty + "1\r\nx\r\n0\r\n\r\n")).endsWith("BODY_TOO_LARGE");
    }

    @Test
    void limitsThatNoMessageCanKeepAreRefused() {
        assertThatThrownBy(() -> new Limits(1, 1, 0, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String read(String text) throws IOException {
        return Transcript.requests(bytes(text));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
