package io.sallyport.forwarding;

import io.sallyport.dialect.Dialect;
import io.sallyport.dialect.ProtocolFault;
import java.io.IOException;
import java.util.Locale;

/** Whether the head of a response promises an answer of the protocol. */
final class AcceptedResponse {
    private static final int MOST_ERROR_BYTES = 64 << 10;

    private AcceptedResponse() {}

    /** Throws unless it does. */
    static void check(UpstreamResponse response, Dialect dialect, boolean streaming)
            throws IOException, AttemptFailed {
        int status = response.status();
        if (status < 200 || status > 299) {
            throw AttemptFailed.of(
                    dialect.fault(status, response.headers(), errorBody(response)), status);
        }
        String wanted = streaming ? "text/event-stream" : "json";
        String type = response.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        String coding = response.header("content-encoding").orElse("identity");
        // Small servers leave the type out; then the body itself must convince.
        boolean right = type.isEmpty() || type.contains(wanted);
        if (!right || !coding.equalsIgnoreCase("identity")) {
            throw new ProtocolFault("a plain answer of type " + wanted);
        }
    }

    /** What an error says; a limit or a failure of the server counts even when it is cut off. */
    private static byte[] errorBody(UpstreamResponse response) throws IOException {
        try {
            return response.body().readNBytes(MOST_ERROR_BYTES);
        } catch (IOException cutOff) {
            if (response.status() == 429 || response.status() >= 500) {
                return new byte[0];
            }
            throw cutOff;
        }
    }
}
