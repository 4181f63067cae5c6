package io.sallyport.pipeline;

import io.sallyport.dialect.Reply;
import io.sallyport.exchange.RoutePlan;
import io.sallyport.exchange.Signals;
import io.sallyport.exchange.content.ModelRequest;
import io.sallyport.forwarding.CallerWatch;
import io.sallyport.forwarding.Departure;
import io.sallyport.forwarding.Forwarder;
import io.sallyport.forwarding.Sent;

/** What the path wants of a forwarder; the seam at which its tests stand. */
interface Sending {
    Sent send(
            RoutePlan plan,
            ModelRequest request,
            Reply reply,
            CallerWatch watch,
            Departure departure);

    Signals signals();

    static Sending by(Forwarder forwarder) {
        return new Sending() {
            @Override
            public Sent send(
                    RoutePlan plan,
                    ModelRequest request,
                    Reply reply,
                    CallerWatch watch,
                    Departure departure) {
                return forwarder.send(plan, request, reply, watch, departure);
            }

            @Override
            public Signals signals() {
                return forwarder.signals();
            }
        };
    }
}
