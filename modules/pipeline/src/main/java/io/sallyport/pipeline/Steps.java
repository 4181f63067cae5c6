package io.sallyport.pipeline;

import io.sallyport.admission.Admission;
import io.sallyport.audit.Audit;
import io.sallyport.catalog.Catalog;
import io.sallyport.dialect.Dialects;
import io.sallyport.exchange.ExchangeListener;
import io.sallyport.forwarding.Forwarder;
import io.sallyport.routing.Router;
import java.time.Clock;

/**
 * What the path goes through, in the order in which it does.
 *
 * @param dialects the protocols
 * @param admission who is asking, may they
 * @param router where it should go
 * @param forwarder sending it there
 * @param audit what is remembered
 * @param catalog the models, for their lists
 * @param clock the time of day
 * @param listener who watches
 */
public record Steps(
        Dialects dialects,
        Admission admission,
        Router router,
        Forwarder forwarder,
        Audit audit,
        Catalog catalog,
        Clock clock,
        ExchangeListener listener) {}
