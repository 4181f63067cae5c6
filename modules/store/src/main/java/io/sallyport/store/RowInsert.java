package io.sallyport.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.Table;

/**
 * Puts many rows into one table, fifty by one statement whose text never changes. Straight on JDBC:
 * traces come at the rate of the calls, and jOOQ's batch cost five times what the database does for
 * a row (ADR 0007).
 *
 * @param table the table
 * @param columns its columns, in the order in which {@code binding} binds them
 * @param binding binds one row
 */
record RowInsert<T>(Table<?> table, List<Field<?>> columns, Binding<T> binding) {
    private static final int ROWS = 50;

    RowInsert {
        columns = List.copyOf(columns);
    }

    /** Binds the columns of one row, all of them and in their order. */
    interface Binding<T> {
        void bind(T row, RowBinds binds) throws SQLException;
    }

    void run(Connection connection, List<T> rows) throws SQLException {
        int whole = rows.size() - rows.size() % ROWS;
        for (int from = 0; from < whole; from += ROWS) {
            insert(connection, rows.subList(from, from + ROWS));
        }
        if (whole < rows.size()) {
            insert(connection, rows.subList(whole, rows.size()));
        }
    }

    private void insert(Connection connection, List<T> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text(rows.size()))) {
            RowBinds binds = new RowBinds(statement);
            for (T row : rows) {
                binding.bind(row, binds);
            }
            statement.executeUpdate();
        }
    }

    private String text(int rows) {
        String names = columns.stream().map(Field::getName).collect(Collectors.joining(", "));
        String row = "(" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        return "insert into %s (%s) values %s"
                .formatted(
                        table.getName(), names, String.join(", ", Collections.nCopies(rows, row)));
    }
}
