package io.sallyport.dialect;

import io.sallyport.exchange.Head;
import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejected;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.secret.Secret;
import java.util.Optional;

/** Finds the credential of a request: the same two headers on every protocol. */
final class Credentials {
    private static final String BEARER = "bearer ";

    private Credentials() {}

    static Secret of(Head head) {
        return bearer(head)
                .or(() -> head.headers().first("x-api-key"))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Secret::of)
                .orElseThrow(() -> new Rejected(new Missing()));
    }

    private static Optional<String> bearer(Head head) {
        return head.headers()
                .first("authorization")
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()))
                .filter(value -> !value.isBlank());
    }

    /** No key came with the request. */
    record Missing() implements Rejection {
        @Override
        public String code() {
            return "missing_api_key";
        }

        @Override
        public Meaning meaning() {
            return Meaning.UNAUTHENTICATED;
        }

        @Override
        public String message() {
            return "No API key. Send it as 'Authorization: Bearer <key>' or 'x-api-key: <key>'.";
        }
    }
}
