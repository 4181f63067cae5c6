package io.sallyport.bench;

/**
 * The memory of an appliance at one moment of a soak.
 *
 * @param seconds since the soak began
 * @param heapMiB used behind a collection
 * @param residentMiB of the process
 */
record MemorySample(long seconds, double heapMiB, double residentMiB) {}
