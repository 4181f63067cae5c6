package io.sallyport.store;

import static io.sallyport.store.generated.Tables.SLP_KEY;
import static io.sallyport.store.generated.Tables.SLP_KEY_GRANT;

import io.sallyport.admission.port.KeyRecord;
import io.sallyport.exchange.KeyId;
import io.sallyport.exchange.OrganisationId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Record;
import org.jooq.Result;

/** Turns rows of keys joined with their grants (one row for each grant) into keys, in order. */
final class KeyRows {
    private KeyRows() {}

    static List<KeyRecord> keys(Result<? extends Record> rows) {
        Map<String, List<Record>> byKey = new LinkedHashMap<>();
        for (Record row : rows) {
            byKey.computeIfAbsent(row.get(SLP_KEY.KEY_ID), id -> new ArrayList<>()).add(row);
        }
        return byKey.values().stream().map(KeyRows::key).toList();
    }

    private static KeyRecord key(List<Record> rows) {
        Record row = rows.getFirst();
        Set<String> grants =
                rows.stream()
                        .flatMap(each ->
                                Optional.ofNullable(each.get(SLP_KEY_GRANT.MODEL_NAME)).stream())
                        .collect(Collectors.toSet());
        return new KeyRecord(
                new KeyId(row.get(SLP_KEY.KEY_ID)),
                new OrganisationId(row.get(SLP_KEY.ORGANISATION_ID)),
                row.get(SLP_KEY.KEY_NAME),
                KeyRecord.Kind.valueOf(row.get(SLP_KEY.KEY_KIND)),
                row.get(SLP_KEY.KEY_HMAC),
                grants,
                row.get(SLP_KEY.CREATED_AT),
                Optional.ofNullable(row.get(SLP_KEY.EXPIRES_AT)),
                Optional.ofNullable(row.get(SLP_KEY.REVOKED_AT)));
    }
}
