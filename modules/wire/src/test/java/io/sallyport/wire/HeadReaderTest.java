package io.sallyport.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of a head besides what the corpus looks at. */
class HeadReaderTest {

    @Test
    void fieldsAreFoundByNameInOrderAndSurviveTheBody() throws IOException {
        // Given
        WireInput in =
                input(
                        "POST / HTTP/1.1\r\nHOST: a\r\nX-A:\t1 2 \r\nx-a: 3\r\nContent-Length: 5000\r\n\r\n"
                                + "z".repeat(5000));
        RequestHead head = new HeadReader(in, Limits.REQUEST).request().orElseThrow();
        // When
        new BodyReader(in, head.framing(), Limits.REQUEST).readAll(new ByteBlock(16));
        // Then
        Fields fields = head.fields();
        assertThat(fields.count()).isEqualTo(4);
        assertThat(fields.name(0)).isEqualTo("host");
        assertThat(fields.first("x-a")).contains("1 2");
        assertThat(fields.is(2, "x-a")).isTrue();
        assertThat(fields.value(2)).isEqualTo("3");
        assertThat(fields.first("x-b")).isEmpty();
    }

    @Test
    void nothingOfAFieldIsPrinted() throws IOException {
        // Given
        WireInput in = input("GET /x HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer s3cret\r\n\r\n");
        RequestHead head = new HeadReader(in, Limits.REQUEST).request().orElseThrow();
        // When
        String printed = head.toString() + head.fields();
        // Then
        assertThat(printed).doesNotContain("s3cret");
    }

    @Test
    void aCallerThatWaitsForAContinueIsKnown() throws IOException {
        // Given
        String expects =
                "POST / HTTP/1.%d\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 1\r\n\r\n";
        // When
        RequestHead waiting = request(expects.formatted(1));
        RequestHead tooOldToWait = request(expects.formatted(0));
        RequestHead plain = request("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        // Then
        assertThat(waiting.expectsContinue()).isTrue();
        assertThat(tooOldToWait.expectsContinue()).isFalse();
        assertThat(plain.expectsContinue()).isFalse();
    }

    @Test
    void aResponseToHeadOrATunnelHasNoBodyWhateverItDeclares() throws IOException {
        // Given
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n";
        // When
        ResponseHead toHead = response("HEAD", head);
        ResponseHead tunnel = response("CONNECT", "HTTP/1.1 200 OK\r\n\r\n");
        ResponseHead toGet = response("GET", head);
        ResponseHead noTunnel = response("CONNECT", head.replace("200", "407"));
        // Then
        assertThat(toHead.framing()).isEqualTo(new Framing.None());
        assertThat(tunnel.framing()).isEqualTo(new Framing.None());
        assertThat(toGet.framing()).isEqualTo(new Framing.Length(10));
        assertThat(noTunnel.framing()).isEqualTo(new Framing.Length(10));
    }

    @Test
    void whetherAByteCameIsKnownAfterAFailure() {
        // Given
        WireInput silent = input("");
        WireInput half = input("HTTP/1.1 2");
        // When
        Throwable thrown =
                catchThrowable(() -> new HeadReader(half, Limits.RESPONSE).response("POST"));
        // Then
        assertThat(thrown).isInstanceOf(WireFault.class);
        assertThat(silent.received()).isZero();
        assertThat(half.received()).isEqualTo(10);
    }

    @Test
    void whatWasReadAheadWaitsForTheNextMessage() throws IOException {
        // Given
        WireInput in = input("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET");
        // When
        Optional<RequestHead> read = new HeadReader(in, Limits.REQUEST).request();
        // Then
        assertThat(read).isPresent();
        assertThat(in.waiting()).isEqualTo(3);
    }

    @Test
    void whoSpeaksTheOldVersionIsKnown() throws IOException {
        // When
        RequestHead current = request("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        RequestHead old = request("GET / HTTP/1.0\r\n\r\n");
        // Then
        assertThat(current.current()).isTrue();
        assertThat(old.current()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "POST /v1/messages?x HTTP/1.1~~Host: a~~A b: c~~~~ | /v1/messages",
                "POST /v1/messages HTTP/1.1~Host: a~ | /v1/messages",
                "POST /v1/mess | /v1/mess",
                "GET http://a/v1/messages HTTP/1.1~~~ | /",
                "GET | /"
            })
    void whatARefusedRequestSeemsToAskForIsKnownAsFarAsItCame(String bytes, String path) {
        // Given: ~~ is CRLF, ~ LF
        String text = bytes.strip().replace("~~", "\r\n").replace("~", "\n");
        HeadReader reader = new HeadReader(input(text), Limits.REQUEST);
        // When
        Throwable thrown = catchThrowable(reader::request);
        // Then
        assertThat(thrown).isInstanceOf(WireFault.class);
        assertThat(reader.seemingPath()).isEqualTo(path);
    }

    @Test
    void aRefusedRequestSeemsToAskForNothingOfTheOneBeforeIt() throws IOException {
        // Given
        String both = "GET /v1/messages HTTP/1.1\r\nHost: a\r\n\r\nPOST\n";
        HeadReader reader = new HeadReader(input(both), Limits.REQUEST);
        reader.request();
        // When
        Throwable thrown = catchThrowable(reader::request);
        // Then
        assertThat(thrown).isInstanceOf(WireFault.class);
        assertThat(reader.seemingPath()).isEqualTo("/");
    }

    private static RequestHead request(String text) throws IOException {
        return new HeadReader(input(text), Limits.REQUEST).request().orElseThrow();
    }

    private static ResponseHead response(String method, String text) throws IOException {
        return new HeadReader(input(text), Limits.RESPONSE).response(method).orElseThrow();
    }

    private static WireInput input(String text) {
        return new WireInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
