package io.sallyport.pipeline;

import io.sallyport.admission.Place;
import io.sallyport.dialect.ResponseSink;
import io.sallyport.exchange.Head;
import io.sallyport.exchange.RequestId;
import io.sallyport.forwarding.CallerWatch;
import java.time.Instant;

/**
 * A request that came in, and the way back to its caller. Confined to one thread.
 *
 * @param id the gateway's id of it
 * @param at when its head was read
 * @param head method, path and header fields
 * @param body its body, not yet read
 * @param sink where the response goes
 * @param watch tells whether the caller is still there
 * @param place its place on this machine, not yet entered; who made the arrival closes it
 */
public record Arrival(
        RequestId id,
        Instant at,
        Head head,
        BodySource body,
        ResponseSink sink,
        CallerWatch watch,
        Place place) {}
