package io.sallyport.adminapi;

import java.time.Instant;

/**
 * What an administrator has stopped.
 *
 * @param kind {@code provider}, {@code model} or {@code key}
 * @param name its name in the configuration, or the id of a key
 * @param since when it was stopped
 */
public record StopView(String kind, String name, Instant since) {}
