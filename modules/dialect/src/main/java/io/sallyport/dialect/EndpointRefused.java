package io.sallyport.dialect;

import io.sallyport.exchange.Head;
import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;

/** Why a path or method is not served. */
sealed interface EndpointRefused extends Rejection {

    /** No such endpoint. */
    record NotFound(String message) implements EndpointRefused {
        static NotFound of(Head head) {
            return new NotFound(
                    "This gateway has no endpoint "
                            + printable(head.method())
                            + " "
                            + printable(head.path())
                            + ". It serves /v1/chat/completions, /v1/messages,"
                            + " /v1/messages/count_tokens and /v1/models.");
        }

        @Override
        public String code() {
            return "endpoint_not_found";
        }

        @Override
        public Meaning meaning() {
            return Meaning.ENDPOINT_NOT_FOUND;
        }
    }

    /** The endpoint exists, the method does not. */
    record MethodNotAllowed(String message) implements EndpointRefused {
        static MethodNotAllowed of(Head head, String allowed) {
            return new MethodNotAllowed(
                    "The endpoint "
                            + printable(head.path())
                            + " does not take "
                            + printable(head.method())
                            + ". Use "
                            + allowed
                            + ".");
        }

        @Override
        public String code() {
            return "method_not_allowed";
        }

        @Override
        public Meaning meaning() {
            return Meaning.METHOD_NOT_ALLOWED;
        }
    }

    /** WebSockets are not offered. */
    record UpgradeNotOffered() implements EndpointRefused {
        @Override
        public String code() {
            return "upgrade_not_offered";
        }

        @Override
        public Meaning meaning() {
            return Meaning.UPGRADE_NOT_OFFERED;
        }

        @Override
        public String message() {
            return "This gateway does not offer WebSockets. Use plain HTTP.";
        }
    }

    private static String printable(String text) {
        String plain = text.replaceAll("[^\\x21-\\x7e]", "?");
        return plain.length() > 100 ? plain.substring(0, 100) + "…" : plain;
    }
}
