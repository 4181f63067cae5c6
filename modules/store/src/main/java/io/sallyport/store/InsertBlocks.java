package io.sallyport.store;

import io.sallyport.store.generated.tables.records.TraceBlockRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Puts blocks into their table. Straight on JDBC: it is the one statement that runs at the rate of
 * the calls, and to render it anew costs jOOQ as much as the database needs to obey it (ADR 0017).
 */
record InsertBlocks(Connection connection) {
    private static final String TEXT =
            "insert into trace_block (block_id, trace_count, first_started_at, last_started_at,"
                    + " ids_start_with, lowest_trace_id, highest_trace_id, packed)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?)";

    void run(List<TraceBlockRecord> blocks) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TEXT)) {
            for (TraceBlockRecord block : blocks) {
                statement.setObject(1, block.getBlockId());
                statement.setInt(2, block.getTraceCount());
                statement.setObject(3, block.getFirstStartedAt().atOffset(ZoneOffset.UTC));
                statement.setObject(4, block.getLastStartedAt().atOffset(ZoneOffset.UTC));
                statement.setBytes(5, block.getIdsStartWith());
                statement.setBytes(6, block.getLowestTraceId());
                statement.setBytes(7, block.getHighestTraceId());
                statement.setBytes(8, block.getPacked());
                statement.executeUpdate();
            }
        }
    }
}
