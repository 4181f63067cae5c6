package io.sallyport.appliance;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;
import java.util.Optional;

/** Why the admin API says no. */
record AdminRejection(String code, Meaning meaning, String message, Optional<String> field)
        implements Rejection {

    static AdminRejection noCredential() {
        return of(
                "unauthenticated",
                Meaning.UNAUTHENTICATED,
                "Send the bootstrap token or an admin key as 'Authorization: Bearer <token>'.");
    }

    static AdminRejection wrongToken() {
        return of(
                "unauthenticated",
                Meaning.UNAUTHENTICATED,
                "This is not the bootstrap token of this appliance. It is in the token file that"
                        + " 'sallyport serve' names when it is ready.");
    }

    static AdminRejection tokenReplaced() {
        return of(
                "bootstrap_token_replaced",
                Meaning.FORBIDDEN,
                "The bootstrap token opens nothing while an admin key is active. Use the admin key"
                        + " (slp_adm_...).");
    }

    static AdminRejection wrongHost(String host) {
        return of(
                "host_not_allowed",
                Meaning.FORBIDDEN,
                "The admin listener does not answer to the name '%s': a web page could have made a browser ask it. Call it by its address, or add the name to admin.allowed-hosts."
                        .formatted(printable(host)));
    }

    /** Something failed inside: the database, or a defect. */
    static AdminRejection failed() {
        return of(
                "internal_error",
                Meaning.INTERNAL,
                "This failed inside the appliance, and whether it was done is not known. Look with"
                        + " the list, read /health/ready and the log of the appliance, try again.");
    }

    static AdminRejection noPath(String path) {
        return of(
                "not_found",
                Meaning.ENDPOINT_NOT_FOUND,
                "There is no %s here. See docs/reference/admin-api.md.".formatted(printable(path)));
    }

    static AdminRejection noKey(String id) {
        return of(
                "key_not_found",
                Meaning.ENDPOINT_NOT_FOUND,
                "There is no key %s. List the keys to see which there are."
                        .formatted(printable(id)));
    }

    static AdminRejection nothingToStop(String kind, String name) {
        return of(
                "nothing_to_stop",
                Meaning.ENDPOINT_NOT_FOUND,
                "There is no %s '%s'. Providers and models have the names of the configuration, keys their ids."
                        .formatted(kind, printable(name)));
    }

    static AdminRejection notStopped(String kind, String name) {
        return of(
                "not_stopped",
                Meaning.ENDPOINT_NOT_FOUND,
                "The %s '%s' is not stopped. List the stops to see what is."
                        .formatted(kind, printable(name)));
    }

    static AdminRejection noTrace(String id) {
        return of(
                "trace_not_found",
                Meaning.ENDPOINT_NOT_FOUND,
                "There is no trace %s. Traces are written a moment after the answer; the id is the caller's x-request-id."
                        .formatted(printable(id)));
    }

    static AdminRejection wrongMethod(String method, String allowed) {
        return of(
                "method_not_allowed",
                Meaning.METHOD_NOT_ALLOWED,
                "This path takes %s, not %s.".formatted(allowed, printable(method)));
    }

    static AdminRejection wrong(String field, String words) {
        return new AdminRejection(
                "invalid_request", Meaning.INVALID, field + ": " + words, Optional.of(field));
    }

    private static AdminRejection of(String code, Meaning meaning, String message) {
        return new AdminRejection(code, meaning, message, Optional.empty());
    }

    /** A caller's text, cut and without anything that could forge a line. */
    static String printable(String text) {
        String cut = text.length() > 100 ? text.substring(0, 100) + "..." : text;
        return cut.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
