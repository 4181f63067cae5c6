package io.sallyport.wire;

/**
 * Writes heads into a block. What would change where a message or a field ends (line breaks,
 * control bytes, a second length) is refused with {@link IllegalArgumentException}: it is a defect
 * of the caller, never something to send. Order: first line, fields, one of {@link #length}, {@link
 * #chunked} and {@link #bodiless}, which ends the head.
 */
public final class HeadWriter {
    private final ByteBlock block;

    /** Writes behind what this block holds. */
    public HeadWriter(ByteBlock block) {
        this.block = block;
    }

    /** The request line and Host; the target is a path with or without a query. */
    public HeadWriter request(String method, String target, String host) {
        for (int i = 0; i < target.length(); i++) {
            if (target.charAt(i) > 0x7e || !Characters.isQuery(target.charAt(i))) {
                throw new IllegalArgumentException("not a request target");
            }
        }
        if (!target.startsWith("/")) {
            throw new IllegalArgumentException("not a request target");
        }
        demandToken(method);
        block.addLatin(method);
        block.add(' ');
        block.addLatin(target);
        block.addLatin(" HTTP/1.1\r\n");
        return field("host", host);
    }

    /**
     * CONNECT to this host and port, which are its target and its Host (RFC 9110 section 9.3.6).
     */
    public HeadWriter connect(String hostAndPort) {
        for (int i = 0; i < hostAndPort.length(); i++) {
            char c = hostAndPort.charAt(i);
            if (c > 0x7e || !(Characters.isHost(c) || c == ':' || c == '[' || c == ']')) {
                throw new IllegalArgumentException("not a host and port");
            }
        }
        block.addLatin("CONNECT ");
        block.addLatin(hostAndPort);
        block.addLatin(" HTTP/1.1\r\n");
        return field("host", hostAndPort);
    }

    /** The status line. */
    public HeadWriter response(int status) {
        if (status < 100 || status > 599) {
            throw new IllegalArgumentException("not a status");
        }
        block.addLatin("HTTP/1.1 ");
        block.addDecimal(status);
        block.add(' ');
        block.addLatin(reason(status));
        block.addLatin("\r\n");
        return this;
    }

    /** A field that says nothing about the body. */
    public HeadWriter field(String name, String value) {
        if (name.equalsIgnoreCase("content-length") || name.equalsIgnoreCase("transfer-encoding")) {
            throw new IllegalArgumentException("the framing is not a field to set: " + name);
        }
        demandToken(name);
        block.addLatin(name);
        block.addLatin(": ");
        if (!block.addValue(value)) {
            throw new IllegalArgumentException("the value of " + name + " cannot be sent");
        }
        block.addLatin("\r\n");
        return this;
    }

    /** Ends the head of a message whose body has this length. */
    public void length(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a negative length");
        }
        block.addLatin("content-length: ");
        block.addDecimal(bytes);
        block.addLatin("\r\n\r\n");
    }

    /** Ends the head of a message whose body comes in chunks. */
    public void chunked() {
        block.addLatin("transfer-encoding: chunked\r\n\r\n");
    }

    /** Ends the head of a message that never has a body: GET, 1xx, 204, 304. */
    public void bodiless() {
        block.addLatin("\r\n");
    }

    private static void demandToken(String text) {
        boolean token = !text.isEmpty();
        for (int i = 0; token && i < text.length(); i++) {
            token = text.charAt(i) < 0x7f && Characters.isToken(text.charAt(i));
        }
        if (!token) {
            throw new IllegalArgumentException("not a name");
        }
    }

    /** Clients look at the number only; these few are for people. */
    private static String reason(int status) {
        return switch (status) {
            case 100 -> "Continue";
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 413 -> "Content Too Large";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            default -> "";
        };
    }
}
