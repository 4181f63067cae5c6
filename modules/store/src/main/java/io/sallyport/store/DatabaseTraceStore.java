package io.sallyport.store;

import io.sallyport.audit.port.Trace;
import io.sallyport.audit.port.TraceStore;
import io.sallyport.exchange.RequestId;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** Traces in the database, a batch packed into one row (ADR 0017): one class for each query. */
record DatabaseTraceStore(DSLContext context) implements TraceStore {

    @Override
    public void append(List<Trace> batch) {
        if (batch.isEmpty()) {
            return;
        }
        new Durable(context).after(() -> new AppendTraces(context).run(batch));
    }

    @Override
    public Page page(Optional<Position> before, int limit) {
        return new PageTraces(context).run(before, limit);
    }

    @Override
    public Optional<Trace> find(RequestId id) {
        return new FindTrace(context).run(id);
    }

    @Override
    public long count() {
        return new CountTraces(context).run();
    }
}
