package io.sallyport.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sallyport.admission.port.KeyRecord;
import io.sallyport.exchange.KeyId;
import io.sallyport.exchange.OrganisationId;
import io.sallyport.exchange.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {
    @TempDir Path folder;

    @Test
    void whatWasWrittenIsThereAfterClosingAndOpeningAgain() {
        // Given
        try (Database database = TestDatabases.h2File(folder)) {
            database.keys().insert(key("kept0000"));
            assertThat(database.healthy()).isTrue();
        }
        // When
        try (Database database = TestDatabases.h2File(folder)) {
            // Then
            assertThat(database.keys().find(new KeyId("kept0000"))).contains(key("kept0000"));
        }
        assertThat(folder.resolve("sallyport.owner")).doesNotExist();
    }

    @Test
    void anInterruptedCallerDoesNotCloseTheFileForTheOthers() throws InterruptedException {
        try (Database database = TestDatabases.h2File(folder)) {
            // Given
            Thread interrupted =
                    Thread.ofPlatform()
                            .start(() -> {
                                Thread.currentThread().interrupt();
                                try {
                                    database.keys().insert(key("victim00"));
                                } catch (DataAccessException itsOwnFault) {
                                    // The interrupted call may fail; the others may not.
                                    Thread.currentThread().interrupt();
                                }
                            });
            interrupted.join();
            // When
            database.keys().insert(key("later000"));
            // Then
            assertThat(database.healthy()).isTrue();
            assertThat(database.keys().find(new KeyId("later000"))).contains(key("later000"));
        }
    }

    @Test
    void aDatabaseThatClosedItselfIsOpenedAgain() throws SQLException {
        // Given: closed below the pool, as H2 does at the first write that finds the disk full
        try (Database database = TestDatabases.h2File(folder)) {
            database.keys().insert(key("before00"));
            try (Connection other =
                            DriverManager.getConnection(
                                    DatabaseAddress.of(
                                                    "jdbc:h2:file:" + folder.resolve("sallyport"))
                                            .jdbc(),
                                    "sallyport",
                                    "");
                    Statement statement = other.createStatement()) {
                statement.execute("shutdown immediately");
            }
            // When: each of the pool's four connections may fail once
            boolean healthy = false;
            for (int i = 0; i < 5 && !healthy; i++) {
                healthy = database.healthy();
            }
            database.keys().insert(key("after000"));
            // Then
            assertThat(healthy).isTrue();
            assertThat(database.keys().find(new KeyId("before00"))).isPresent();
            assertThat(database.keys().find(new KeyId("after000"))).isPresent();
        }
    }

    @Test
    void aClosedDatabaseIsNotHealthyAndClosesTwice() {
        // Given
        Database database = TestDatabases.h2Memory();
        // When
        database.close();
        database.close();
        // Then
        assertThat(database.healthy()).isFalse();
    }

    @Test
    void aSecondOpeningOfAPostgresFindsItsTablesAsTheyAre() {
        // Given
        String url = TestDatabases.freshPostgresUrl();
        try (Database first = postgres(url)) {
            assertThat(first.traces().count()).isZero();
        }
        // When
        try (Database second = postgres(url)) {
            // Then
            assertThat(second.traces().count()).isZero();
        }
    }

    @Test
    void aDatabaseNewerThanTheProgramIsRefusedAndToldSo() throws SQLException {
        // Given
        String url = TestDatabases.freshPostgresUrl();
        postgres(url).close();
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "insert into flyway_schema_history select 99, '99', 'future', type,"
                            + " 'V99__future.sql', checksum, installed_by, installed_on,"
                            + " execution_time, success from flyway_schema_history where version"
                            + " = '1'");
        }
        // When
        Throwable thrown = catchThrowable(() -> postgres(url));
        // Then
        assertThat(thrown)
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("newer (version 99) than this program (version 5)")
                .hasMessageContaining("Start the newer Sallyport");
    }

    @Test
    void aMigrationThatWasChangedAfterItRanIsRefused() throws SQLException {
        // Given
        String url = TestDatabases.freshPostgresUrl();
        postgres(url).close();
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute("update flyway_schema_history set checksum = 1");
        }
        // When
        Throwable thrown = catchThrowable(() -> postgres(url));
        // Then
        assertThat(thrown)
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("changed after it ran");
    }

    @Test
    void aPostgresThatIsNotThereIsToldWithoutThePassword() {
        // Given
        DatabaseSettings nowhere =
                new DatabaseSettings(
                        "jdbc:postgresql://127.0.0.1:1/x?password=canary1",
                        "u",
                        Optional.of(Secret.of("canary2")),
                        1);
        // When
        Throwable thrown = catchThrowable(() -> Database.open(nowhere));
        // Then
        assertThat(thrown)
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("cannot be reached")
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://x/y",
                "sallyport",
                "jdbc:h2:tcp://x/y",
                "jdbc:h2:~/x",
                "jdbc:h2:file:/tmp/x;WRITE_DELAY=500"
            })
    void anAddressThatCannotWorkIsRefusedBeforeAnythingIsOpened(String url) {
        // When
        Throwable thrown = catchThrowable(() -> TestDatabases.open(url));
        // Then
        assertThat(thrown).isInstanceOf(DatabaseUnusable.class);
    }

    @Test
    void noNameIsAReservedWordOfEitherEngine() throws SQLException {
        // Given
        String postgres = TestDatabases.freshPostgresUrl();
        postgres(postgres).close();
        Set<String> names = new TreeSet<>();
        Set<String> reserved = new TreeSet<>();
        // When
        try (Connection connection = DriverManager.getConnection(postgres, "postgres", "");
                Statement statement = connection.createStatement()) {
            read(
                    statement,
                    "select column_name from information_schema.columns where table_schema ="
                            + " 'public' and table_name not like 'flyway%' union select table_name"
                            + " from information_schema.tables where table_schema = 'public'",
                    names);
            read(
                    statement,
                    "select word from pg_get_keywords() where catcode in ('R','T')",
                    reserved);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:words");
                ResultSet words = connection.getMetaData().getTypeInfo()) {
            assertThat(words.next()).isTrue();
            for (String word : connection.getMetaData().getSQLKeywords().split(",")) {
                reserved.add(word.toLowerCase(java.util.Locale.ROOT));
            }
        }
        // Then
        assertThat(names).hasSizeGreaterThan(30).contains("slp_key", "trace_attempt");
        assertThat(reserved).hasSizeGreaterThan(100);
        assertThat(names).doesNotContainAnyElementsOf(reserved);
    }

    @Test
    void anotherProcessOnTheSameFileIsNamedAndAKillLosesNothingThatWasAcknowledged()
            throws IOException, InterruptedException {
        // Given: another process that writes keys and prints each one once it is kept
        Path printed = folder.resolve("writer.out");
        Process writer = startWriter(printed);
        while (acknowledged(printed) < 200 && writer.isAlive()) {
            Thread.sleep(20);
        }
        // When
        assertThatThrownBy(() -> TestDatabases.h2File(folder))
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("in use by process " + writer.pid())
                .hasMessageContaining("stop that process");
        writer.destroyForcibly();
        assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
        // Then
        try (Database database = TestDatabases.h2File(folder)) {
            int acknowledged = acknowledged(printed);
            assertThat(acknowledged).isGreaterThanOrEqualTo(200);
            assertThat(database.keys().list(Optional.empty(), 1_000_000))
                    .hasSizeGreaterThanOrEqualTo(acknowledged);
            assertThat(database.keys().version()).isGreaterThanOrEqualTo(acknowledged);
        }
    }

    /** How many whole lines were printed. */
    private static int acknowledged(Path printed) throws IOException {
        return (int) Files.readString(printed).chars().filter(c -> c == '\n').count();
    }

    private Process startWriter(Path printed) throws IOException {
        Path errors = folder.resolve("writer.err");
        Files.createFile(errors);
        Files.createFile(printed);
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KeyWriter.class.getName(),
                        folder.toString())
                .redirectOutput(printed.toFile())
                .redirectError(errors.toFile())
                .start();
    }

    private static void read(Statement statement, String query, Set<String> into)
            throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                into.add(rows.getString(1));
            }
        }
    }

    private static Database postgres(String url) {
        return Database.open(new DatabaseSettings(url, "postgres", Optional.empty(), 2));
    }

    static KeyRecord key(String id) {
        return new KeyRecord(
                new KeyId(id),
                new OrganisationId("acme"),
                "name",
                KeyRecord.Kind.INFERENCE,
                "ab".repeat(32),
                Set.of("a", "b/*"),
                Instant.parse("2026-11-24T00:00:00Z"),
                Optional.empty(),
                Optional.empty());
    }
}
