package io.sallyport.exchange;

import java.time.Duration;
import java.util.Optional;

/**
 * Why a request is not answered: one reason, in words that say how to fix it. Open on purpose: each
 * module has a small family of records of its own. Promises: no upstream text, no content of a
 * prompt and no secret in any of its strings.
 */
public interface Rejection {

    /** The stable snake_case code of this rejection, for example {@code model_not_found}. */
    String code();

    /** What it means to the caller; dialects map it to status and error type. */
    Meaning meaning();

    /** One or two sentences for a person: what is wrong and how to fix it. */
    String message();

    /** The JSON path of the field at fault, for example {@code messages[2].role}; empty if none. */
    default Optional<String> field() {
        return Optional.empty();
    }

    /** How long the caller should wait before it tries again; empty if waiting does not help. */
    default Optional<Duration> retryAfter() {
        return Optional.empty();
    }
}
