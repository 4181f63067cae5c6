package io.sallyport.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.sallyport.exchange.secret.Secret;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.jooq.SQLDialect;

/** Opens the connections, and explains in an operator's words why that failed. */
final class ConnectionPool {
    private static final int H2_ALREADY_OPEN = 90020;

    private ConnectionPool() {}

    static HikariDataSource open(DatabaseAddress address, DatabaseSettings settings) {
        try {
            return new HikariDataSource(config(address, settings));
        } catch (PoolInitializationException failed) {
            throw new DatabaseUnusable(explain(address, failed), failed);
        }
    }

    private static HikariConfig config(DatabaseAddress address, DatabaseSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("sallyport-store");
        config.setJdbcUrl(address.jdbc());
        config.setUsername(settings.user());
        settings.password().map(Secret::reveal).ifPresent(config::setPassword);
        config.setMaximumPoolSize(settings.maxConnections());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(5));
        config.setInitializationFailTimeout(1);
        if (address.dialect() == SQLDialect.H2) {
            // H2 closes a database at the first write that fails (a full disk); only a new
            // connection opens it again, and H2 calls the old ones valid.
            config.setExceptionOverride(new DeadConnections());
        }
        if (address.dialect() == SQLDialect.POSTGRES) {
            config.addDataSourceProperty("ApplicationName", "sallyport");
            config.addDataSourceProperty("connectTimeout", "5");
            // A dead server must not hold a thread for ever.
            config.addDataSourceProperty("socketTimeout", "60");
            config.addDataSourceProperty("tcpKeepAlive", "true");
            // The detail of an error repeats values of the row.
            config.addDataSourceProperty("logServerErrorDetail", "false");
            config.addDataSourceProperty("reWriteBatchedInserts", "true");
        }
        return config;
    }

    private static String explain(DatabaseAddress address, PoolInitializationException failed) {
        SQLException cause = sqlCause(failed);
        String place = "The database " + address.printable();
        if (cause.getErrorCode() == H2_ALREADY_OPEN) {
            return place
                    + " is in use by "
                    + new OwnerNote(address).owner()
                    + ". An embedded database has one owner: stop that process, or talk to it"
                    + " through its admin API.";
        }
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        return place
                + switch (state) {
                    case "28P01", "28000" ->
                            " refused the user or the password. Check both in the configuration.";
                    case "3D000" ->
                            " does not exist on that server. Create it with 'createdb', owned by"
                                    + " the configured user.";
                    case "08001", "08004", "08006" ->
                            " cannot be reached. Check that the server runs and that address and"
                                    + " port are right.";
                    default ->
                            " cannot be opened (SQL state "
                                    + state
                                    + ", code "
                                    + cause.getErrorCode()
                                    + "). Check that the path is writable, the disk not full and"
                                    + " the file not damaged.";
                };
    }

    private static SQLException sqlCause(Throwable failed) {
        for (Throwable at = failed; at != null; at = at.getCause()) {
            if (at instanceof SQLException found) {
                return found;
            }
        }
        return new SQLException("unknown", "");
    }
}
