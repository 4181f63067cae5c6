package io.sallyport.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

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
        WireInput in = input("GET /x HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer s3cret\r\n\r\n");
        RequestHead head = new HeadReader(in, Limits.REQUEST).request().orElseThrow();
        assertThat(head.toString() + head.fields()).doesNotContain("s3cret");
    }

    @Test
    void aCallerThatWaitsForAContinueIsKnown() throws IOException {
        String expects =
                "POST / HTTP/1.%d\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 1\r\n\r\n";
        assertThat(request(expects.formatted(1)).expectsContinue()).isTrue();
        assertThat(request(expects.formatted(0)).expectsContinue()).isFalse();
        assertThat(request("GET / HTTP/1.1\r\nHost: a\r\n\r\n").expectsContinue()).isFalse();
    }

    @Test
    void aResponseToHeadOrATunnelHasNoBodyWhateverItDeclares() throws IOException {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n";
        assertThat(response("HEAD", head).framing()).isEqualTo(new Framing.None());
        assertThat(response("CONNECT", "HTTP/1.1 200 OK\r\n\r\n").framing())
                .isEqualTo(new Framing.None());
        assertThat(response("GET", head).framing()).isEqualTo(new Framing.Length(10));
        assertThat(response("CONNECT", head.replace("200", "407")).framing())
                .isEqualTo(new Framing.Length(10));
    }

    @Test
    void whetherAByteCameIsKnownAfterAFailure() {
        WireInput silent = input("");
        WireInput half = input("HTTP/1.1 2");
        assertThat(silent.received()).isZero();
        assertThatThrownBy(() -> new HeadReader(half, Limits.RESPONSE).response("POST"))
                .isInstanceOf(WireFault.class);
        assertThat(half.received()).isEqualTo(10);
    }

    @Test
    void whatWasReadAheadWaitsForTheNextMessage() throws IOException {
        WireInput in = input("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET");
        assertThat(new HeadReader(in, Limits.REQUEST).request()).isPresent();
        assertThat(in.waiting()).isEqualTo(3);
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
