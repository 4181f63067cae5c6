package io.sallyport.admission;

import io.sallyport.exchange.KeyId;
import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Why admission says no. */
sealed interface KeyRejection extends Rejection {

    /** The text is not of the form of a key. */
    record NotAKey() implements KeyRejection {
        @Override
        public String code() {
            return "invalid_api_key";
        }

        @Override
        public Meaning meaning() {
            return Meaning.UNAUTHENTICATED;
        }

        @Override
        public String message() {
            return "This is not a Sallyport API key. Send a key of the form slp_inf_… as"
                    + " 'Authorization: Bearer <key>' or 'x-api-key: <key>'; an administrator makes"
                    + " one with 'sallyport key create'.";
        }
    }

    /** The form is right, the checksum is not. */
    record Mistyped() implements KeyRejection {
        @Override
        public String code() {
            return "invalid_api_key";
        }

        @Override
        public Meaning meaning() {
            return Meaning.UNAUTHENTICATED;
        }

        @Override
        public String message() {
            return "The checksum of this API key does not fit: it was mistyped or cut. Copy the"
                    + " whole key again.";
        }
    }

    /** A well-formed key that this installation does not know. */
    record Unknown() implements KeyRejection {
        @Override
        public String code() {
            return "invalid_api_key";
        }

        @Override
        public Meaning meaning() {
            return Meaning.UNAUTHENTICATED;
        }

        @Override
        public String message() {
            return "This API key is not known here. Check that it belongs to this gateway, or ask"
                    + " an administrator for a new one.";
        }
    }

    /** The key was revoked. */
    record Revoked(KeyId id, Instant at) implements KeyRejection {
        @Override
        public String code() {
            return "api_key_revoked";
        }

        @Override
        public Meaning meaning() {
            return Meaning.KEY_ENDED;
        }

        @Override
        public String message() {
            return "API key "
                    + id
                    + " was revoked at "
                    + at
                    + ". Ask an administrator for a new one.";
        }
    }

    /** The key's time is over. */
    record Expired(KeyId id, Instant at) implements KeyRejection {
        @Override
        public String code() {
            return "api_key_expired";
        }

        @Override
        public Meaning meaning() {
            return Meaning.KEY_ENDED;
        }

        @Override
        public String message() {
            return "API key " + id + " expired at " + at + ". Ask an administrator for a new one.";
        }
    }

    /** An admin key at the gateway. */
    record AdminKeyOnGateway() implements KeyRejection {
        @Override
        public String code() {
            return "admin_key_not_allowed";
        }

        @Override
        public Meaning meaning() {
            return Meaning.FORBIDDEN;
        }

        @Override
        public String message() {
            return "This is an admin key; model calls take only inference keys (slp_inf_…). Make"
                    + " one with 'sallyport key create'.";
        }
    }

    /** An inference key at the admin API. */
    record InferenceKeyOnAdmin() implements KeyRejection {
        @Override
        public String code() {
            return "admin_key_required";
        }

        @Override
        public Meaning meaning() {
            return Meaning.FORBIDDEN;
        }

        @Override
        public String message() {
            return "This is an inference key; the admin API takes only admin keys (slp_adm_…) or"
                    + " the bootstrap token.";
        }
    }

    /** A model outside the grants; said in the same words whether or not the model exists. */
    record ModelNotGranted(String name) implements KeyRejection {
        private static final int SHOWN = 100;

        @Override
        public String code() {
            return "model_not_found";
        }

        @Override
        public Meaning meaning() {
            return Meaning.MODEL_NOT_FOUND;
        }

        @Override
        public String message() {
            return "The model '"
                    + printable(name)
                    + "' does not exist or this key may not use it. GET /v1/models lists what it"
                    + " may use.";
        }

        @Override
        public Optional<String> field() {
            return Optional.of("model");
        }

        /** The name is the caller's own text: it must not bend a log line or a header. */
        private static String printable(String name) {
            String cut = name.length() > SHOWN ? name.substring(0, SHOWN) + "…" : name;
            return cut.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
        }
    }

    /** The gateway takes nothing new. */
    record Draining() implements KeyRejection {
        @Override
        public String code() {
            return "draining";
        }

        @Override
        public Meaning meaning() {
            return Meaning.UNAVAILABLE;
        }

        @Override
        public String message() {
            return "This gateway is stopping and takes no new requests. Try again in a moment.";
        }

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(Duration.ofSeconds(1));
        }
    }

    /** The key has as many requests under way as it may. */
    record TooManyRequests(int most) implements KeyRejection {
        @Override
        public String code() {
            return "too_many_concurrent_requests";
        }

        @Override
        public Meaning meaning() {
            return Meaning.RATE_LIMITED;
        }

        @Override
        public String message() {
            return "This API key has %d requests under way, as many as it may. Wait until one of them has ended."
                    .formatted(most);
        }

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(Duration.ofSeconds(1));
        }
    }

    /** A wrong value in the order of a key. */
    record WrongOrder(String at, String words) implements KeyRejection {
        @Override
        public String code() {
            return "invalid_key_order";
        }

        @Override
        public Meaning meaning() {
            return Meaning.INVALID;
        }

        @Override
        public String message() {
            return words;
        }

        @Override
        public Optional<String> field() {
            return Optional.of(at);
        }
    }
}
