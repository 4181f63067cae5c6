package io.sallyport.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {
    private static final String SIZED =
            "HTTP/1.1 200 OK\r\nContent-LENGTH: 5\r\nServer: x\r\n\r\nhello";
    private static final String CHUNKED =
            """
            HTTP/1.1 200 OK
            Transfer-Encoding: chunked

            5
            hello
            1A;x=y
            abcdefghijklmnopqrstuvwxyz
            0
            X: y

            """
                    .replace("\n", "\r\n");

    private final AnswerReader reader = new AnswerReader();

    @Test
    void anAnswerWithALengthEndsAfterIt() {
        // When
        int complete = completeAfter(SIZED);
        // Then
        assertThat(complete).isEqualTo(SIZED.length());
        assertThat(reader.status()).isEqualTo(200);
        assertThat(reader.closes()).isFalse();
    }

    @Test
    void anAnswerInChunksEndsAfterItsTrailer() {
        // When
        int complete = completeAfter(CHUNKED);
        // Then
        assertThat(complete).isEqualTo(CHUNKED.length());
        assertThat(reader.chunks()).isEqualTo(2);
    }

    @Test
    void itIsTheSameInOnePiece() {
        // When
        boolean complete = reader.take(bytes(CHUNKED));
        // Then
        assertThat(complete).isTrue();
        assertThat(reader.chunks()).isEqualTo(2);
    }

    @Test
    void anEmptyAnswerEndsWithItsHead() {
        // Given
        String empty = "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n";
        // When
        int complete = completeAfter(empty);
        // Then
        assertThat(complete).isEqualTo(empty.length());
        assertThat(reader.status()).isEqualTo(204);
    }

    @Test
    void anInterimAnswerIsPassedOver() {
        // Given
        String both = "HTTP/1.1 100 Continue\r\n\r\n" + SIZED;
        // When
        int complete = completeAfter(both);
        // Then
        assertThat(complete).isEqualTo(both.length());
        assertThat(reader.status()).isEqualTo(200);
    }

    @Test
    void withoutALengthTheEndOfTheConnectionIsTheEnd() {
        // Given
        String text = "HTTP/1.0 200 OK\r\n\r\nsome";
        // When
        boolean complete = reader.take(bytes(text));
        // Then
        assertThat(complete).isFalse();
        assertThat(reader.endsByClosing()).isTrue();
    }

    @Test
    void aPeerThatWillCloseSaysSo() {
        // Given
        String text = "HTTP/1.1 401 No\r\nConnection: Close\r\nContent-Length: 1\r\n\r\nx";
        int complete = completeAfter(text);
        boolean said = reader.closes();
        // When
        reader.reset();
        // Then
        assertThat(complete).isEqualTo(text.length());
        assertThat(said).isTrue();
        assertThat(reader.closes()).isFalse();
    }

    @Test
    void whatIsNoAnswerIsSaid() {
        // When
        Throwable thrown = catchThrowable(() -> reader.take(bytes("SSH-2.0-OpenSSH\r\n")));
        // Then
        assertThat(thrown).isInstanceOf(NoAnswer.class);
    }

    /** Byte by byte; how many it took until the answer was complete. */
    private int completeAfter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (reader.take(bytes(text.substring(i, i + 1)))) {
                return i + 1;
            }
        }
        return -1;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII));
    }
}
