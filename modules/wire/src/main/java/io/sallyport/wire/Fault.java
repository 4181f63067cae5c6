package io.sallyport.wire;

/**
 * Every reason for which bytes are not taken as HTTP/1.1: a closed set, fit for a metric label. The
 * connection on which one was found must be closed after the answer, because nobody knows where the
 * next message would begin.
 */
public enum Fault {
    /** The peer closed in the middle of a message. */
    CUT_OFF(400),
    /** A control byte where none may be, NUL among them (RFC 9110 section 5.5). */
    CONTROL_BYTE(400),
    /** A carriage return without a line feed (RFC 9112 section 2.2). */
    BARE_CR(400),
    /** A line feed without a carriage return; allowed to a lenient recipient, which we are not. */
    BARE_LF(400),
    /** Not {@code METHOD SP target SP HTTP/1.x} (RFC 9112 section 3). */
    REQUEST_LINE(400),
    /** Not {@code HTTP/1.x SP status} (RFC 9112 section 4). */
    STATUS_LINE(400),
    /** A well-formed version that is not 1.0 or 1.1. */
    VERSION(505),
    /** CONNECT: this is no proxy. */
    CONNECT(501),
    /** A target that is neither a path nor an absolute http(s) address (RFC 9112 section 3.2). */
    TARGET_FORM(400),
    /** A character that no path or query has, or a broken percent-encoding. */
    TARGET_CHARACTER(400),
    /**
     * Dot segments, empty segments, backslashes, control bytes or a second encoding in the path.
     */
    PATH_TRICK(400),
    /** A request line over the limit. */
    TARGET_TOO_LONG(414),
    /** No colon, an empty name, or a name that is no token; a space before the colon included. */
    FIELD_NAME(400),
    /** An underscore in a name: others read it as a hyphen. */
    FIELD_UNDERSCORE(400),
    /** A line that begins with white space: obs-fold (RFC 9112 section 5.2). */
    FOLDED_LINE(400),
    /** More bytes in a head or in trailers than the limit. */
    HEAD_TOO_LARGE(431),
    /** More fields than the limit. */
    TOO_MANY_FIELDS(431),
    /** No Host in HTTP/1.1 (RFC 9112 section 3.2). */
    HOST_MISSING(400),
    /** More than one Host, or one that is no host with an optional port. */
    HOST(400),
    /** An absolute target whose authority is not the Host. */
    HOST_MISMATCH(400),
    /** A Content-Length that is not one plain decimal number, or more than one. */
    CONTENT_LENGTH(400),
    /** A transfer coding other than exactly {@code chunked}, once. */
    TRANSFER_ENCODING(501),
    /** Content-Length and Transfer-Encoding together (RFC 9112 section 6.1). */
    LENGTH_AND_ENCODING(400),
    /** An expectation other than {@code 100-continue} (RFC 9110 section 10.1.1). */
    EXPECTATION(417),
    /** A body over the limit. */
    BODY_TOO_LARGE(413),
    /**
     * A chunk size that is no hexadecimal number of at most eight digits (RFC 9112 section 7.1).
     */
    CHUNK_SIZE(400),
    /** A chunk extension that is quoted, malformed or long. */
    CHUNK_EXTENSION(400),
    /** No line break after the data of a chunk. */
    CHUNK_END(400),
    /** An upstream changes the protocol although nobody asked, or informs without end. */
    INTERIM(400);

    private final int status;

    Fault(int status) {
        this.status = status;
    }

    /** The status of the answer to a request with this fault; of a response it makes a 502. */
    public int status() {
        return status;
    }
}
