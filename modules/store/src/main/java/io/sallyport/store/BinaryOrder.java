package io.sallyport.store;

import org.jooq.Configuration;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * The order of characters by their code, the same on both engines. PostgreSQL otherwise orders by
 * the language of its installation, and pages would depend on it.
 */
final class BinaryOrder {
    private BinaryOrder() {}

    static Field<String> of(Field<String> field, Configuration configuration) {
        return configuration.family() == SQLDialect.POSTGRES
                ? field.collate(DSL.collation(DSL.quotedName("C")))
                : field;
    }
}
