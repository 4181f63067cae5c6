package io.sallyport.appliance;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An answer of the admin API; {@code allow} has the methods of a path that was asked with another.
 */
@SuppressWarnings("ArrayRecordComponent") // Written once, to the wire.
record AdminAnswer(int status, String contentType, byte[] body, Optional<String> allow) {

    /** A view as JSON. */
    static AdminAnswer json(int status, Object view) {
        return new AdminAnswer(status, "application/json", AdminJson.bytes(view), Optional.empty());
    }

    AdminAnswer as(int otherStatus) {
        return new AdminAnswer(otherStatus, contentType, body, allow);
    }

    AdminAnswer allowing(String methods) {
        return new AdminAnswer(status, contentType, body, Optional.of(methods));
    }

    static AdminAnswer text(String contentType, String text) {
        return new AdminAnswer(
                200, contentType, text.getBytes(StandardCharsets.UTF_8), Optional.empty());
    }
}
