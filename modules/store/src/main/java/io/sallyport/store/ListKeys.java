package io.sallyport.store;

import static io.sallyport.store.generated.Tables.SLP_KEY;
import static io.sallyport.store.generated.Tables.SLP_KEY_GRANT;

import io.sallyport.admission.port.KeyRecord;
import io.sallyport.exchange.KeyId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Keys in ascending order of id, one page by keyset. */
record ListKeys(DSLContext context) {

    List<KeyRecord> run(Optional<KeyId> after, int limit) {
        Field<String> order = BinaryOrder.of(SLP_KEY.KEY_ID, context.configuration());
        Condition later = after.map(id -> order.gt(id.value())).orElseGet(DSL::noCondition);
        // The page is cut before the grants are joined: the limit counts keys, not rows.
        var page =
                context.select(SLP_KEY.fields())
                        .from(SLP_KEY)
                        .where(later)
                        .orderBy(order)
                        .limit(limit)
                        .asTable("slp_key");
        Field<String> pageId = Objects.requireNonNull(page.field(SLP_KEY.KEY_ID));
        return KeyRows.keys(
                context.select(page.fields())
                        .select(SLP_KEY_GRANT.MODEL_NAME)
                        .from(page)
                        .leftJoin(SLP_KEY_GRANT)
                        .on(SLP_KEY_GRANT.KEY_ID.eq(pageId))
                        .orderBy(BinaryOrder.of(pageId, context.configuration()))
                        .fetch());
    }
}
