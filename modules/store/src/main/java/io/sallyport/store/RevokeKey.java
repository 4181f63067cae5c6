package io.sallyport.store;

import static io.sallyport.store.generated.Tables.SLP_KEY;

import io.sallyport.admission.port.KeyRecord;
import io.sallyport.exchange.KeyId;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;

/** Marks a key as revoked unless it is already, and returns it as it then is. */
record RevokeKey(DSLContext context) {

    Optional<KeyRecord> run(KeyId id, Instant at) {
        return context.transactionResult(inner -> revoke(inner.dsl(), id, at));
    }

    private static Optional<KeyRecord> revoke(DSLContext inner, KeyId id, Instant at) {
        Optional<KeyRecord> before = new FindKey(inner).run(id);
        if (before.filter(key -> key.revokedAt().isEmpty()).isEmpty()) {
            return before;
        }
        new CountKeyChange(inner).run();
        inner.update(SLP_KEY)
                .set(SLP_KEY.REVOKED_AT, at)
                .where(SLP_KEY.KEY_ID.eq(id.value()))
                .and(SLP_KEY.REVOKED_AT.isNull())
                .execute();
        return new FindKey(inner).run(id);
    }
}
