package io.sallyport.admission;

/** What this machine has too little of for one more request. */
public enum Shortage {
    /** Places: as many requests are under way as may be. */
    REQUESTS,
    /** Processor time: what comes waits for too long until it is looked at. */
    QUEUE_TIME,
    /** Memory for bodies: those of the requests and answers under way take their share of it. */
    BODIES,
    /** Memory at all: the heap is nearly full even after a collection. */
    HEAP
}
