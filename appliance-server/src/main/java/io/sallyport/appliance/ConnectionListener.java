package io.sallyport.appliance;

import io.sallyport.wire.Fault;

/** Hears why connections of the gateway were closed against the will of their callers. */
interface ConnectionListener {

    /** What came on one is not HTTP/1.1. */
    void unreadable(Fault fault);

    /** A caller took too long. */
    void overdue(Awaited what);
}
