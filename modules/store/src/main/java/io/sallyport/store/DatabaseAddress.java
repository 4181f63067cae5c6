package io.sallyport.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jooq.SQLDialect;

/**
 * A JDBC address of one of the two engines, completed with what must not be left to chance.
 *
 * <p>H2: {@code WRITE_DELAY=0}, because the default loses acknowledged commits when the process is
 * killed; {@code DB_CLOSE_ON_EXIT=FALSE}, because H2's own exit hook would close the file while the
 * last traces are being written; {@code DATABASE_TO_LOWER=TRUE}, so that names look the same on
 * both engines; {@code TRACE_LEVEL_FILE=0}, because H2 would write failed statements with their
 * values into a file of its own.
 */
record DatabaseAddress(SQLDialect dialect, String jdbc, String printable) {
    private static final String H2 = "jdbc:h2:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final Map<String, String> NEEDED =
            new TreeMap<>(
                    Map.of(
                            "DATABASE_TO_LOWER", "TRUE",
                            "DB_CLOSE_DELAY", "-1",
                            "DB_CLOSE_ON_EXIT", "FALSE",
                            "LOCK_TIMEOUT", "10000",
                            "TRACE_LEVEL_FILE", "0",
                            "WRITE_DELAY", "0"));

    static DatabaseAddress of(String url) {
        if (url.startsWith(POSTGRESQL)) {
            return new DatabaseAddress(SQLDialect.POSTGRES, url, upTo(url, '?'));
        }
        if (!url.startsWith(H2)) {
            throw new DatabaseUnusable(
                    "The database address is of no known kind. Use jdbc:h2:file:/path/name (one"
                            + " node) or jdbc:postgresql://host:5432/name.");
        }
        String place = upTo(url, ';');
        if (!place.startsWith("jdbc:h2:file:") && !place.startsWith("jdbc:h2:mem:")) {
            throw new DatabaseUnusable(
                    "The database address "
                            + place
                            + " is not supported. Write jdbc:h2:file:/path/name, or use PostgreSQL"
                            + " when several processes share the database.");
        }
        return new DatabaseAddress(SQLDialect.H2, surviving(completed(url)), place);
    }

    /** The path of the H2 database without its suffix; empty for all other kinds. */
    Optional<Path> file() {
        String start = "jdbc:h2:file:";
        if (!printable.startsWith(start)) {
            return Optional.empty();
        }
        String path = printable.substring(start.length());
        return Optional.of(
                path.startsWith("~/")
                        ? Path.of(System.getProperty("user.home"), path.substring(2))
                        : Path.of(path).toAbsolutePath());
    }

    /** An interrupt closes a Java file channel; H2's retry files open theirs again and go on. */
    private static String surviving(String url) {
        return url.startsWith("jdbc:h2:file:")
                ? "jdbc:h2:retry:" + url.substring("jdbc:h2:file:".length())
                : url;
    }

    private static String completed(String url) {
        List<String> wrong = new ArrayList<>();
        StringBuilder all = new StringBuilder(url);
        Map<String, String> given = settings(url);
        NEEDED.forEach((name, value) -> {
            String said = given.get(name);
            if (said == null) {
                all.append(';').append(name).append('=').append(value);
            } else if (!said.equalsIgnoreCase(value)) {
                wrong.add(name + "=" + value);
            }
        });
        if (!wrong.isEmpty()) {
            throw new DatabaseUnusable(
                    "The database address sets something that has to be otherwise: remove it, it is"
                            + " set to "
                            + String.join(", ", wrong)
                            + " by itself.");
        }
        return all.toString();
    }

    private static Map<String, String> settings(String url) {
        Map<String, String> given = new TreeMap<>();
        String[] parts = url.split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals > 0) {
                given.put(
                        parts[i].substring(0, equals).strip().toUpperCase(Locale.ROOT),
                        parts[i].substring(equals + 1).strip());
            }
        }
        return given;
    }

    private static String upTo(String url, char mark) {
        int at = url.indexOf(mark);
        return at < 0 ? url : url.substring(0, at);
    }
}
