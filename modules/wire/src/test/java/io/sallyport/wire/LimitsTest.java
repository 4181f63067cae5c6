package io.sallyport.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

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
        // Given
        String line = "GET /%s HTTP/1.1";
        int most = LIMITS.startLineBytes() - line.length() + 1;
        // When
        String fits = read(line.formatted("x".repeat(most)) + "\r\nHost: a\r\n\r\n");
        String over = read(line.formatted("x".repeat(most + 1)) + "\r\nHost: a\r\n\r\n");
        // Then
        assertThat(fits).endsWith("[]+");
        assertThat(over).isEqualTo("TARGET_TOO_LONG");
    }

    @Test
    void aHeadIsTakenUpToItsLimit() throws IOException {
        // Given
        String head = "GET / HTTP/1.1\r\nHost: a\r\nX: %s\r\n\r\n";
        int most = LIMITS.headBytes() - head.length() + 2;
        // When
        String fits = read(head.formatted("x".repeat(most - 2)));
        String over = read(head.formatted("x".repeat(most + 2)));
        // Then
        assertThat(fits).endsWith("[]+");
        assertThat(over).isEqualTo("HEAD_TOO_LARGE");
    }

    @Test
    void asManyFieldsAreTakenAsTheLimitSays() throws IOException {
        // Given
        String more = "X: y\r\n";
        String head = "GET / HTTP/1.1\r\nHost: a\r\n";
        // When
        String fits = read(head + more.repeat(LIMITS.fields() - 1) + "\r\n");
        String over = read(head + more.repeat(LIMITS.fields()) + "\r\n");
        // Then
        assertThat(fits).endsWith("[]+");
        assertThat(over).isEqualTo("TOO_MANY_FIELDS");
    }

    @Test
    void trailersHaveTheLimitsOfAHead() throws IOException {
        // Given
        String chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n";
        // When
        String read = read(chunked + "X: y\r\n".repeat(LIMITS.fields() + 5) + "\r\n");
        // Then
        assertThat(read).endsWith("TOO_MANY_FIELDS");
    }

    @Test
    void chunkExtensionsDoNotGoOnForEver() throws IOException {
        // Given
        String chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
        // When
        String read = read(chunked + ("1;" + "a".repeat(200) + "\r\nx\r\n").repeat(10));
        // Then
        assertThat(read).endsWith("CHUNK_EXTENSION");
    }

    @Test
    void informationBeforeAResponseDoesNotGoOnForEver() throws IOException {
        // Given
        String interim = "HTTP/1.1 103 x\r\n\r\n";
        InputStream endless = bytes(interim.repeat(100) + "HTTP/1.1 204 x\r\n\r\n");
        // When
        String read = Transcript.response("POST", endless);
        // Then
        assertThat(read).isEqualTo("INTERIM");
    }

    @Test
    void aBodyIsTakenUpToItsLimit() throws IOException {
        // Given
        String head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n";
        // When
        String fits = read(head.formatted(100) + "x".repeat(100));
        String over = read(head.formatted(101) + "x".repeat(101));
        // Then
        assertThat(fits).endsWith("x]+");
        assertThat(over).endsWith("BODY_TOO_LARGE");
    }

    @Test
    void aBodyOfChunksIsTakenUpToItsLimit() throws IOException {
        // Given
        String head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
        String fifty = "32\r\n" + "x".repeat(50) + "\r\n";
        // When
        String fits = read(head + fifty + fifty + "0\r\n\r\n");
        String over = read(head + fifty + fifty + "1\r\nx\r\n0\r\n\r\n");
        // Then
        assertThat(fits).endsWith("x]+");
        assertThat(over).endsWith("BODY_TOO_LARGE");
    }

    @Test
    void limitsThatNoMessageCanKeepAreRefused() {
        // When
        Throwable thrown = catchThrowable(() -> new Limits(1, 1, 0, -1));
        // Then
        assertThat(thrown).isInstanceOf(IllegalArgumentException.class);
    }

    private static String read(String text) throws IOException {
        return Transcript.requests(bytes(text));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
