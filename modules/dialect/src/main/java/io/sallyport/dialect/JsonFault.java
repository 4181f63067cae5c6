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

    Kind kind() {
        return kind;
    }

    /** The byte near which it is. */
    int offset() {
        return offset;
    }
}
