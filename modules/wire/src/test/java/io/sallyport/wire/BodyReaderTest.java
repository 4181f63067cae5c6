package io.sallyport.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How a body comes: in pieces, never beyond its end, and without memory that only was promised. */
class BodyReaderTest {
    private static final InputStream NEVER_ASKED =
            new InputStream() {
                @Override
                public int read() {
                    throw new AssertionError("read beyond what was there");
                }

                @Override
                public int read(byte[] target, int offset, int length) {
                    return read();
                }
            };

    @Test
    void aPieceIsHandedOnWhenItComesAndTheNextIsNotWaitedFor() throws IOException {
        // Given
        BodyReader body =
                body(
                        new SequenceInputStream(bytes("5\r\nhello\r\n"), NEVER_ASKED),
                        new Framing.Chunked());
        byte[] target = new byte[100];
        // When
        int read = body.read(target, 0, 100);
        // Then
        assertThat(new String(target, 0, read, StandardCharsets.US_ASCII)).isEqualTo("hello");
        assertThat(body.ended()).isFalse();
        assertThat(body.available()).isZero();
    }

    @Test
    void chunksThatCameTogetherAreReadTogether() throws IOException {
        // Given
        BodyReader body =
                body(
                        new SequenceInputStream(
                                bytes("5\r\nhello\r\n1;a=b\r\n \r\n00004\r\nyou!\r\n4\r\n"),
                                NEVER_ASKED),
                        new Framing.Chunked());
        byte[] target = new byte[100];
        // When
        int first = body.read(target, 0, 100);
        int second = body.read(target, first, 100 - first);
        // Then: a size that begins with a zero could be the last, so it is left to the next read
        assertThat(new String(target, 0, first, StandardCharsets.US_ASCII)).isEqualTo("hello ");
        assertThat(new String(target, first, second, StandardCharsets.US_ASCII)).isEqualTo("you!");
    }

    @Test
    void whatCameBeforeAWrongChunkIsGivenFirst() throws IOException {
        // Given
        BodyReader body = body(bytes("5\r\nhello\r\nx\r\nworld\r\n"), new Framing.Chunked());
        byte[] target = new byte[100];
        // When
        int read = body.read(target, 0, 100);
        Throwable thrown = catchThrowable(() -> body.read(target, 0, 100));
        // Then
        assertThat(new String(target, 0, read, StandardCharsets.US_ASCII)).isEqualTo("hello");
        assertThat(thrown).isInstanceOf(WireFault.class);
    }

    @Test
    void aChunkOfWhichOnlyTheSizeCameIsNotWaitedFor() throws IOException {
        // Given
        BodyReader body =
                body(
                        new SequenceInputStream(bytes("5\r\nhello\r\n6\r\n"), NEVER_ASKED),
                        new Framing.Chunked());
        byte[] target = new byte[100];
        // When
        int read = body.read(target, 0, 100);
        // Then
        assertThat(new String(target, 0, read, StandardCharsets.US_ASCII)).isEqualTo("hello");
    }

    @Test
    void aBodyOfALengthEndsWithItsLastByteWithoutAnotherRead() throws IOException {
        // Given
        BodyReader body =
                body(new SequenceInputStream(bytes("hello"), NEVER_ASKED), new Framing.Length(5));
        // When
        byte[] read = body.readNBytes(5);
        // Then
        assertThat(read).hasSize(5);
        assertThat(body.ended()).isTrue();
        assertThat(body.read()).isEqualTo(-1);
    }

    @ParameterizedTest
    @MethodSource("framingsWithoutABody")
    void aBodyThatIsNotThereHasEnded(Framing framing) throws IOException {
        // When
        BodyReader body = body(NEVER_ASKED, framing);
        // Then
        assertThat(body.ended()).isTrue();
    }

    static List<Framing> framingsWithoutABody() {
        return List.of(new Framing.None(), new Framing.Length(0));
    }

    @Test
    void whoDeclaresMuchAndSendsLittleGetsLittleMemory() throws IOException {
        // Given
        ByteBlock block = new ByteBlock(16);
        BodyReader body = body(bytes("x"), new Framing.Length(32 << 20));
        // When
        assertThatThrownBy(() -> body.readAll(block)).isInstanceOf(WireFault.class);
        // Then
        assertThat(block.array().length).isLessThan(200_000);
    }

    @ParameterizedTest
    @CsvSource({"100, true", "99, false"})
    void whatIsLeftIsSkippedUpToALimit(int limit, boolean skipped) throws IOException {
        // Given
        String chunks = "a\r\n0123456789\r\n".repeat(10) + "0\r\n\r\n";
        BodyReader chunked = body(bytes(chunks), new Framing.Chunked());
        // When
        boolean all = chunked.skipRest(limit);
        // Then
        assertThat(all).isEqualTo(skipped);
    }

    @ParameterizedTest
    @CsvSource({"100, true", "101, false"})
    void aBodyOfALengthIsSkippedUpToALimit(int length, boolean skipped) throws IOException {
        // Given
        BodyReader body = body(bytes("x".repeat(length)), new Framing.Length(length));
        // When
        boolean all = body.skipRest(100);
        // Then
        assertThat(all).isEqualTo(skipped);
    }

    @Test
    void aBodyUntilTheCloseEndsThereAndOneOfALengthDoesNot() throws IOException {
        // Given
        BodyReader open = body(bytes("abc"), new Framing.UntilClose());
        BodyReader cut = body(bytes("abc"), new Framing.Length(4));
        // When
        byte[] whole = open.readAllBytes();
        Throwable thrown = catchThrowable(cut::readAllBytes);
        // Then
        assertThat(whole).hasSize(3);
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        WireFault.class,
                        fault -> assertThat(fault.fault()).isEqualTo(Fault.CUT_OFF));
        assertThat(cut.ended()).isFalse();
    }

    private static BodyReader body(InputStream in, Framing framing) throws IOException {
        return new BodyReader(new WireInput(in), framing, Limits.REQUEST);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
