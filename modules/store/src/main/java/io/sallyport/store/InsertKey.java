package io.sallyport.store;

import static io.sallyport.store.generated.Tables.SLP_KEY;
import static io.sallyport.store.generated.Tables.SLP_KEY_GRANT;

import io.sallyport.admission.port.KeyRecord;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.exception.IntegrityConstraintViolationException;

/** Keeps a new key with its grants; refuses a taken id. */
record InsertKey(DSLContext context) {

    void run(KeyRecord key) {
        try {
            context.transaction(inner -> insert(inner.dsl(), key));
        } catch (IntegrityConstraintViolationException taken) {
            throw new IllegalStateException("key id " + key.id() + " is taken", taken);
        }
    }

    private static void insert(DSLContext inner, KeyRecord key) {
        new CountKeyChange(inner).run();
        inner.insertInto(SLP_KEY)
                .set(SLP_KEY.KEY_ID, key.id().value())
                .set(SLP_KEY.ORGANISATION_ID, key.organisation().value())
                .set(SLP_KEY.KEY_NAME, key.name())
                .set(SLP_KEY.KEY_KIND, key.kind().name())
                .set(SLP_KEY.KEY_HMAC, key.hmac())
                .set(SLP_KEY.CREATED_AT, key.createdAt())
                .set(SLP_KEY.EXPIRES_AT, key.expiresAt().orElse(null))
                .set(SLP_KEY.REVOKED_AT, key.revokedAt().orElse(null))
                .execute();
        List<? extends Query> grants =
                key.allowedModels().stream()
                        .map(name ->
                                inner.insertInto(SLP_KEY_GRANT)
                                        .set(SLP_KEY_GRANT.KEY_ID, key.id().value())
                                        .set(SLP_KEY_GRANT.MODEL_NAME, name))
                        .toList();
        grants.forEach(Query::execute);
    }
}
