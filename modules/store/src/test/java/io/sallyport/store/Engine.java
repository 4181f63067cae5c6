package io.sallyport.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.jooq.SQLDialect;

/** Each kind of database that lasts, and a way past the stores to its tables. */
enum Engine {
    H2(SQLDialect.H2),
    POSTGRES(SQLDialect.POSTGRES);

    private final SQLDialect dialect;

    Engine(SQLDialect dialect) {
        this.dialect = dialect;
    }

    /** A new database; the folder is where an embedded one has its file. */
    DatabaseSettings fresh(Path folder) {
        return switch (this) {
            case H2 ->
                    new DatabaseSettings(
                            "jdbc:h2:file:" + folder.resolve("sallyport"),
                            "sallyport",
                            Optional.empty(),
                            4);
            case POSTGRES ->
                    new DatabaseSettings(
                            TestDatabases.freshPostgresUrl(), "postgres", Optional.empty(), 4);
        };
    }

    SQLDialect dialect() {
        return dialect;
    }

    static Connection connect(DatabaseSettings settings) throws SQLException {
        return DriverManager.getConnection(
                DatabaseAddress.of(settings.url()).jdbc(), settings.user(), "");
    }
}
