package io.sallyport.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding (RFC 3986 section 2.1) of strict UTF-8: overlong forms are refused. */
final class PercentDecoder {
    private PercentDecoder() {}

    static String decode(byte[] bytes, int from, int to) throws WireFault {
        byte[] decoded = new byte[to - from];
        int length = 0;
        for (int at = from; at < to; at++) {
            if (bytes[at] == '%') {
                int high = at + 2 < to ? Characters.hex(bytes[at + 1]) : -1;
                int low = at + 2 < to ? Characters.hex(bytes[at + 2]) : -1;
                if (high < 0 || low < 0) {
                    throw new WireFault(Fault.TARGET_CHARACTER);
                }
                decoded[length++] = (byte) (high << 4 | low);
                at += 2;
            } else {
                decoded[length++] = bytes[at];
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoded, 0, length))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new WireFault(Fault.TARGET_CHARACTER);
        }
    }
}
