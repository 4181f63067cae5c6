package io.sallyport.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A whole request of a chat, head and body, as an application sends it. */
final class ChatRequest {
    private static final int HEAD = 512;

    private ChatRequest() {}

    /** Without a credential where the key is empty. */
    static ByteBuffer of(int port, String key, String model, Workload workload) {
        byte[] body = workload.body(model);
        StringBuilder head = new StringBuilder(HEAD);
        head.append("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:").append(port);
        head.append("\r\nUser-Agent: sallyport-bench\r\nAccept: */*\r\n");
        if (!key.isEmpty()) {
            head.append("Authorization: Bearer ").append(key).append("\r\n");
        }
        head.append("Content-Type: application/json\r\nContent-Length: ").append(body.length);
        byte[] start = head.append("\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(start.length + body.length).put(start).put(body).flip();
    }
}
