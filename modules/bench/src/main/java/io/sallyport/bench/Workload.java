package io.sallyport.bench;

import java.util.Locale;

/** What is asked, again and again: always OpenAI Chat Completions, answered by either protocol. */
enum Workload {
    CHAT_1K(1024, false, false),
    CHAT_20K(20_480, false, false),
    STREAM_20(1024, true, false),
    TRANSLATED_1K(1024, false, true),
    TRANSLATED_20K(20_480, false, true),
    TRANSLATED_STREAM_20(1024, true, true);

    private final int bytes;
    private final boolean streamed;
    private final boolean translated;

    Workload(int bytes, boolean streamed, boolean translated) {
        this.bytes = bytes;
        this.streamed = streamed;
        this.translated = translated;
    }

    /** Its name in the results. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean streamed() {
        return streamed;
    }

    /** Whether the upstream speaks another protocol (Anthropic Messages) than the caller. */
    boolean translated() {
        return translated;
    }

    /**
     * The same without the translation: a plain reverse proxy cannot translate, so that is what its
     * figures are of.
     */
    Workload plain() {
        return switch (this) {
            case CHAT_1K, TRANSLATED_1K -> CHAT_1K;
            case CHAT_20K, TRANSLATED_20K -> CHAT_20K;
            case STREAM_20, TRANSLATED_STREAM_20 -> STREAM_20;
        };
    }

    /** The body of the request for this model. */
    byte[] body(String model) {
        return RequestBody.of(model, bytes, streamed);
    }
}
