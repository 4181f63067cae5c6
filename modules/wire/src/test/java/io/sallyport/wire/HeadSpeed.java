package io.sallyport.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How long a typical head takes: a look by hand until there are benchmarks, no test. */
final class HeadSpeed {
    private static final int HEADS = 1000;
    private static final String HEAD =
            """
            POST /v1/chat/completions HTTP/1.1
            Host: gateway.example:8080
            Accept: application/json
            Content-Type: application/json
            User-Agent: OpenAI/JS 6.49.0
            X-Stainless-Lang: js
            X-Stainless-Package-Version: 6.49.0
            X-Stainless-OS: Linux
            X-Stainless-Retry-Count: 0
            Authorization: Bearer slp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
            Connection: keep-alive
            Accept-Encoding: gzip, deflate
            Content-Length: 0

            """
                    .replace("\n", "\r\n");

    private HeadSpeed() {}

    public static void main(String[] args) throws IOException {
        byte[] bytes = HEAD.repeat(HEADS).getBytes(StandardCharsets.US_ASCII);
        for (int round = 0; round < 400; round++) {
            HeadReader reader =
                    new HeadReader(new WireInput(new ByteArrayInputStream(bytes)), Limits.REQUEST);
            long started = System.nanoTime();
            int found = 0;
            for (int i = 0; i < HEADS; i++) {
                found +=
                        reader.request().orElseThrow().fields().first("authorization").isPresent()
                                ? 1
                                : 0;
            }
            long nanos = System.nanoTime() - started;
            if (round % 100 == 99) {
                System.out.println(nanos / found + " ns per head of " + HEAD.length() + " bytes");
            }
        }
    }
}
