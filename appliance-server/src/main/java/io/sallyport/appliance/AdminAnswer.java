package io.sallyport.appliance;

import java.nio.charset.StandardCharsets;

/** An answer of the admin API. */
@SuppressWarnings("ArrayRecordComponent") // Written once, to the wire.
record AdminAnswer(int status, String contentType, byte[] body) {

    /** A view as JSON. */
    static AdminAnswer json(int status, Object view) {
        return new AdminAnswer(status, "application/json", AdminJson.bytes(view));
    }

    static AdminAnswer text(String contentType, String text) {
        return new AdminAnswer(200, contentType, text.getBytes(StandardCharsets.UTF_8));
    }
}
