package io.sallyport.dialect;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;
import java.time.Duration;
import java.util.Optional;

/** What the caller is told of an upstream that failed or refused; the words are ours. */
record UpstreamTrouble(
        Meaning meaning,
        String code,
        String message,
        Optional<String> field,
        Optional<Duration> retryAfter)
        implements Rejection {}
