package io.sallyport.dialect;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejected;

/** What is wrong with a JSON text and where; never leaves this module, so it has no stack trace. */
final class JsonFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What is wrong. */
    enum Kind {
        /** Not the grammar of RFC 8259. */
        MALFORMED,
        /** A name that its object has already. */
        TWICE,
        /** Deeper or longer than the gateway takes. */
        LIMIT,
        /** Not UTF-8, a control character, or half a surrogate pair. */
        UNICODE
    }

    private final Kind kind;
    private final int offset;

    JsonFault(Kind kind, int offset) {
        super(kind.name(), null, false, false);
        this.kind = kind;
        this.offset = offset;
    }

    /** What stands here cannot; a byte that is no text at all is named as that. */
    static JsonFault unexpected(byte[] bytes, int at, int end) {
        boolean text = at == end || bytes[at] >= ' ' || Utf8.sequence(bytes, at) > 0;
        return new JsonFault(text ? Kind.MALFORMED : Kind.UNICODE, at);
    }

    Kind kind() {
        return kind;
    }

    /** The byte near which it is. */
    int offset() {
        return offset;
    }

    /** What a caller is told of it, who wrote it at this path. */
    Rejected refusal(String path) {
        String place = " (near byte " + offset + ")";
        return switch (kind) {
            case MALFORMED -> malformed(path, "is not valid JSON" + place);
            case TWICE -> malformed(path, "stands there twice" + place);
            case LIMIT ->
                    DialectRejection.at(
                            path,
                            Meaning.TOO_LARGE,
                            "json_limit_exceeded",
                            "is over a limit of this gateway (depth 64, 100,000 tokens, string 16 MiB,"
                                    + " name 16 KiB, number 64"
                                    + " characters, exponent 4 digits)"
                                    + place
                                    + ".");
            case UNICODE ->
                    DialectRejection.at(
                            path,
                            Meaning.INVALID,
                            "invalid_unicode",
                            "is not valid Unicode"
                                    + place
                                    + ": no half surrogate pairs, no control characters. Send"
                                    + " UTF-8.");
        };
    }

    private static Rejected malformed(String path, String fault) {
        return DialectRejection.at(
                path, Meaning.INVALID, "invalid_json", fault + ". Send one UTF-8 JSON object.");
    }
}
