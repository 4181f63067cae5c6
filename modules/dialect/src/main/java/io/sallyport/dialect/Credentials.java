package io.sallyport.dialect;

import io.sallyport.exchange.Head;
import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.secret.Secret;
import java.util.Optional;

/**
 * The key that a head carries; both spellings on both protocols, as the SDKs of today send them.
 */
final class Credentials {
    private static final int LONGEST = 512;

    private Credentials() {}

    static Secret of(Head head) {
        Optional<String> key =
                head.headers()
                        .first("authorization")
                        .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                        .map(value -> value.substring(7).trim())
                        .filter(value -> !value.isEmpty())
                        .or(() -> head.headers().first("x-api-key").map(String::trim))
                        .filter(value -> !value.isEmpty() && value.length() <= LONGEST);
        return Secret.of(
                key.orElseThrow(() ->
                        DialectRejection.of(
                                Meaning.UNAUTHENTICATED,
                                "invalid_api_key",
                                "No API key came with this request. Send your slp_ key as"
                                        + " 'Authorization: Bearer slp_...' or 'x-api-key: slp_...'.")));
    }
}
