package io.sallyport.simulator;

import java.util.Arrays;
import java.util.Optional;

/** A way to misbehave, provoked by asking for the model {@link #model()}. */
public enum Fault {
    /** The connection is reset without one byte of an answer. */
    REFUSE("refuse"),
    /** The request is read and never answered. */
    HANG_BEFORE_HEADERS("hang-before-headers"),
    /** The answer stops in the middle and the connection stays open. */
    HANG_MID_BODY("hang-mid-body"),
    /** A good answer, streamed at one byte every 10 milliseconds. */
    SLOW_DRIP("slow-drip"),
    /** The connection is reset in the middle of the stream. */
    RESET_MID_STREAM("reset-mid-stream"),
    /** The server ends its half of the connection in the middle of the stream. */
    HALF_CLOSE("half-close"),
    /** A chunk announces more bytes than come before the connection ends. */
    TRUNCATED_CHUNK("truncated-chunk"),
    /** Bytes that are not HTTP at all. */
    GARBAGE_BYTES("garbage-bytes"),
    /** A good answer that claims to be an image. */
    WRONG_CONTENT_TYPE("wrong-content-type"),
    /** Status 502 with a page of HTML, as from a proxy in between. */
    HTML_ERROR("html-error"),
    /** Status 429. */
    TOO_MANY_REQUESTS("429"),
    /** Status 429 with {@code Retry-After: 1}. */
    TOO_MANY_REQUESTS_RETRY_AFTER("429-retry-after"),
    /** Status 500. */
    INTERNAL_ERROR("500"),
    /** Status 502. */
    BAD_GATEWAY("502"),
    /** Status 503. */
    UNAVAILABLE("503"),
    /** Status 529, overloaded. */
    OVERLOADED("529"),
    /** A JSON answer of 64 MiB. */
    HUGE_BODY("huge-body"),
    /** A stream with one line of 16 MiB. */
    HUGE_SSE_LINE("huge-sse-line"),
    /** A small compressed body that unpacks to 256 MiB. */
    GZIP_BOMB("gzip-bomb"),
    /** A good answer that promises keep-alive; the next request on the connection is reset. */
    STALE_KEEP_ALIVE("stale-keep-alive"),
    /** A good answer whose headers come at one byte every 20 milliseconds. */
    TRICKLED_HEADERS("trickled-headers");

    private static final String PREFIX = "fault-";

    private final String label;

    Fault(String label) {
        this.label = label;
    }

    /** The name in kebab case. */
    public String label() {
        return label;
    }

    /** The model id that provokes this fault. */
    public String model() {
        return PREFIX + label;
    }

    /** The fault that this model id provokes, if it does. */
    public static Optional<Fault> ofModel(String model) {
        return Arrays.stream(values()).filter(fault -> fault.model().equals(model)).findFirst();
    }
}
