package io.sallyport.bench;

/**
 * What an appliance holds for the requests under way; nothing of it when there is none.
 *
 * @param requests requests under way
 * @param permits permits that are not given back
 * @param upstream connections to upstreams that are busy
 * @param bytes memory that is taken for bodies
 * @param threads virtual threads, those that are always there included
 */
record Held(long requests, long permits, long upstream, long bytes, long threads) {

    /** Everything but the threads. */
    static Held of(Scrape scrape) {
        return new Held(
                (long) scrape.sum("sallyport_requests_open"),
                (long) scrape.sum("sallyport_requests_in_flight"),
                (long) scrape.sum("sallyport_upstream_connections", "state=\"busy\""),
                (long) scrape.sum("sallyport_bodies_bytes"),
                0);
    }

    Held with(long otherThreads) {
        return new Held(requests, permits, upstream, bytes, otherThreads);
    }

    boolean free() {
        return requests == 0 && permits == 0 && upstream == 0 && bytes == 0;
    }
}
