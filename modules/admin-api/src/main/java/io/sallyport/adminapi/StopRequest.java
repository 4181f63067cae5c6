package io.sallyport.adminapi;

/**
 * What is to be stopped.
 *
 * @param kind {@code provider}, {@code model} or {@code key}
 * @param name its name in the configuration, or the id of a key
 */
public record StopRequest(String kind, String name) {}
