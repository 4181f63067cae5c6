package io.sallyport.appliance;

import io.sallyport.wire.Fault;

/** Hears why connections were closed against the will of their callers. */
interface ConnectionListener {

    /** What came on one is not HTTP/1.1. */
    void unreadable(Fault fault);

    /** One was closed before anything was asked on it. */
    void turnedAway(TurnedAway why);

    /** A caller took too long. */
    void overdue(Awaited what);
}
