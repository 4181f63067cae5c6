package io.sallyport.store;

import io.sallyport.admission.port.Stop;
import io.sallyport.admission.port.StopStore;
import java.util.List;
import org.jooq.DSLContext;

/** What is stopped, in the database: one class for each query. */
record DatabaseStopStore(DSLContext context) implements StopStore {

    @Override
    public void stop(Stop stop) {
        new Durable(context).after(() -> new InsertStop(context).run(stop));
    }

    @Override
    public void resume(Stop.Kind kind, String name) {
        new Durable(context).after(() -> new DeleteStop(context).run(kind, name));
    }

    @Override
    public List<Stop> all() {
        return new ListStops(context).run();
    }
}
