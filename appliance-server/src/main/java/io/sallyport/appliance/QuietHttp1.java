package io.sallyport.appliance;

import io.helidon.webserver.http1.Http1Config;

/** Helidon's HTTP/1.1 with limits, and its wire logs off for good: they would log prompts. */
final class QuietHttp1 {
    private static final int MOST_HEADER_BYTES = 16 << 10;
    private static final int MOST_PROLOGUE_BYTES = 8 << 10;

    private QuietHttp1() {}

    @SuppressWarnings(
            "removal") // Helidon moves these switches; until they are gone they must be off.
    static Http1Config config() {
        return Http1Config.builder()
                .maxHeadersSize(MOST_HEADER_BYTES)
                .maxPrologueLength(MOST_PROLOGUE_BYTES)
                .sendLog(false)
                .receiveLog(false)
                .build();
    }
}
