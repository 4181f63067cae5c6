package io.sallyport.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Binds the values of a statement from the first to the last. Here absent becomes null. */
final class RowBinds {
    private final PreparedStatement statement;
    private int last;

    RowBinds(PreparedStatement statement) {
        this.statement = statement;
    }

    RowBinds text(String value) throws SQLException {
        statement.setString(++last, value);
        return this;
    }

    RowBinds text(Optional<String> value) throws SQLException {
        return value.isPresent() ? text(value.get()) : absent(Types.VARCHAR);
    }

    RowBinds number(long value) throws SQLException {
        statement.setLong(++last, value);
        return this;
    }

    RowBinds number(OptionalLong value) throws SQLException {
        return value.isPresent() ? number(value.getAsLong()) : absent(Types.BIGINT);
    }

    RowBinds number(int value) throws SQLException {
        statement.setInt(++last, value);
        return this;
    }

    RowBinds number(OptionalInt value) throws SQLException {
        return value.isPresent() ? number(value.getAsInt()) : absent(Types.INTEGER);
    }

    RowBinds flag(boolean value) throws SQLException {
        statement.setBoolean(++last, value);
        return this;
    }

    RowBinds moment(Instant value) throws SQLException {
        statement.setObject(++last, value.atOffset(ZoneOffset.UTC));
        return this;
    }

    private RowBinds absent(int type) throws SQLException {
        statement.setNull(++last, type);
        return this;
    }
}
