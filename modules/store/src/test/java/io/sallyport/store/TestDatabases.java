package io.sallyport.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;

/** Fresh databases of each kind. One embedded PostgreSQL serves the whole test run. */
final class TestDatabases {
    private TestDatabases() {}

    private static final class Server {
        static final EmbeddedPostgres ONE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    static Database h2File(Path folder) {
        return open("jdbc:h2:file:" + folder.resolve("sallyport"));
    }

    static Database h2Memory() {
        return open("jdbc:h2:mem:" + UUID.randomUUID());
    }

    static Database postgres() {
        return Database.open(
                new DatabaseSettings(freshPostgresUrl(), "postgres", Optional.empty(), 4));
    }

    /** A new empty database whose language orders letters otherwise than their codes do. */
    static String freshPostgresUrl() {
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = Server.ONE.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create database "
                            + name
                            + " template template0 locale_provider icu icu_locale 'en-US' locale"
                            + " 'C.UTF-8' encoding 'UTF8'");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return Server.ONE.getJdbcUrl("postgres", name);
    }

    static Database open(String url) {
        return Database.open(new DatabaseSettings(url, "sallyport", Optional.empty(), 4));
    }
}
