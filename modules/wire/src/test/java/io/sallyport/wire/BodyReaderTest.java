package io.sallyport.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

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
    void aBodyOfALengthEndsWithItsLastByteWithoutAnotherRead() throws IOException {
        BodyReader body =
                body(new SequenceInputStream(bytes("hello"), NEVER_ASKED), new Framing.Length(5));
        assertThat(body.readNBytes(5)).hasSize(5);
        assertThat(body.ended()).isTrue();
        assertThat(body.read()).isEqualTo(-1);
    }

    @Test
    void aBodyThatIsNotThereHasEnded() throws IOException {
        assertThat(body(NEVER_ASKED, new Framing.None()).ended()).isTrue();
        assertThat(body(NEVER_ASKED, new Framing.Length(0)).ended()).isTrue();
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

    @Test
    void whatIsLeftIsSkippedUpToALimit() throws IOException {
        String chunks = "a\r\n0123456789\r\n".repeat(10) + "0\r\n\r\n";
        assertThat(body(bytes(chunks), new Framing.Chunked()).skipRest(100)).isTrue();
        assertThat(body(bytes(chunks), new Framing.Chunked()).skipRest(99)).isFalse();
        assertThat(body(bytes("x".repeat(100)), new Framing.Length(100)).skipRest(100)).isTrue();
        assertThat(body(bytes("x".repeat(101)), new Framing.Length(101)).skipRest(100)).isFalse();
    }

    @Test
    void aBodyUntilTheCloseEndsThereAndOneOfALengthDoesNot() throws IOException {
        assertThat(body(bytes("abc"), new Framing.UntilClose()).readAllBytes()).hasSize(3);
        BodyReader cut = body(bytes("abc"), new Framing.Length(4));
        assertThatThrownBy(cut::readAllBytes)
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
