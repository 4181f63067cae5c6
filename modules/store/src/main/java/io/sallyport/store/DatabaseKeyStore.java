package io.sallyport.store;

import io.sallyport.admission.port.KeyRecord;
import io.sallyport.admission.port.KeyStore;
import io.sallyport.exchange.KeyId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** Keys in the database: one class for each query. */
record DatabaseKeyStore(DSLContext context) implements KeyStore {

    @Override
    public void insert(KeyRecord key) {
        new Durable(context).after(() -> new InsertKey(context).run(key));
    }

    @Override
    public Optional<KeyRecord> find(KeyId id) {
        return new FindKey(context).run(id);
    }

    @Override
    public List<KeyRecord> list(Optional<KeyId> after, int limit) {
        return new ListKeys(context).run(after, limit);
    }

    @Override
    public Optional<KeyRecord> revoke(KeyId id, Instant at) {
        return new Durable(context).after(() -> new RevokeKey(context).run(id, at));
    }

    @Override
    public long version() {
        return new ReadKeyVersion(context).run();
    }
}
