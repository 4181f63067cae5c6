package io.sallyport.bench;

/**
 * What a caller of the campaign got.
 *
 * @param status of the answer; 0 when the connection ended without one, -1 when nothing came in
 *     time
 * @param text everything behind the head, chunk sizes included
 */
record Heard(int status, String text) {
    static final int NOTHING = 0;
    static final int HUNG = -1;

    boolean answered() {
        return status == 200 && !text.contains("\"error\"");
    }

    /** A refusal of the gateway, with the code that every one has. */
    boolean refused() {
        return status >= 400 && text.contains("\"code\":\"");
    }

    /** A stream that ends with the protocol's error event and not as if it were whole. */
    boolean brokenOff() {
        return status == 200 && text.contains("\"error\"") && !text.contains("[DONE]");
    }

    /** The gateway was busy and said so, which is no failure of what is proved. */
    boolean shed() {
        return status == 503 && text.contains("\"overloaded\"");
    }

    /** In one word, for the counts. */
    String word() {
        if (status == HUNG) {
            return "hung";
        }
        if (status == NOTHING) {
            return "closed";
        }
        return status == 200 && text.contains("\"error\"") ? "200+error" : Integer.toString(status);
    }
}
