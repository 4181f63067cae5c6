package io.sallyport.dialect;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejected;
import io.sallyport.exchange.Rejection;
import java.util.Optional;

/**
 * What is wrong with a request on the wire: the field, the fault and the fix, never its content.
 */
record DialectRejection(String code, Meaning meaning, String message, Optional<String> field)
        implements Rejection {

    static Rejected invalid(String field, String fault) {
        return new Rejected(
                new DialectRejection(
                        "invalid_request",
                        Meaning.INVALID,
                        field + ": " + fault,
                        Optional.of(field)));
    }

    static Rejected malformed(String fault) {
        return new Rejected(
                new DialectRejection("invalid_json", Meaning.INVALID, fault, Optional.empty()));
    }

    /** A fault at a place in the body; the body as a whole when the path is empty. */
    static Rejected at(String path, Meaning meaning, String code, String fault) {
        return new Rejected(
                new DialectRejection(
                        code,
                        meaning,
                        (path.isEmpty() ? "The body" : path + ": the body here") + " " + fault,
                        Optional.of(path).filter(known -> !known.isEmpty())));
    }

    static Rejected unsupported(String field, String fault) {
        return new Rejected(
                new DialectRejection(
                        "unsupported_parameter",
                        Meaning.UNSUPPORTED,
                        field + ": " + fault,
                        Optional.of(field)));
    }

    static Rejected of(Meaning meaning, String code, String message) {
        return new Rejected(new DialectRejection(code, meaning, message, Optional.empty()));
    }
}
