package io.sallyport.store;

import static io.sallyport.store.generated.Tables.SLP_KEY;
import static io.sallyport.store.generated.Tables.SLP_KEY_GRANT;

import io.sallyport.admission.port.KeyRecord;
import io.sallyport.exchange.KeyId;
import java.util.Optional;
import org.jooq.DSLContext;

/** The key with one id. */
record FindKey(DSLContext context) {

    Optional<KeyRecord> run(KeyId id) {
        return KeyRows.keys(
                        context.select(SLP_KEY.fields())
                                .select(SLP_KEY_GRANT.MODEL_NAME)
                                .from(SLP_KEY)
                                .leftJoin(SLP_KEY_GRANT)
                                .on(SLP_KEY_GRANT.KEY_ID.eq(SLP_KEY.KEY_ID))
                                .where(SLP_KEY.KEY_ID.eq(id.value()))
                                .fetch())
                .stream()
                .findFirst();
    }
}
