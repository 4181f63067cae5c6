package io.sallyport.dialect;

import io.sallyport.exchange.AttemptOutcome;
import io.sallyport.exchange.Rejection;
import java.time.Duration;
import java.util.Optional;

/**
 * What an upstream's error means.
 *
 * @param outcome how the attempt ended; it decides whether another candidate may help
 * @param retryAfter how long the upstream asks to be left alone
 * @param rejection what the caller is told if no candidate is left; our words, not the upstream's
 */
public record UpstreamFault(
        AttemptOutcome outcome, Optional<Duration> retryAfter, Rejection rejection) {}
