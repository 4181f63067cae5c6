package io.sallyport.dialect;

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
}
