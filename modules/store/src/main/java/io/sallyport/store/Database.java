package io.sallyport.store;

import com.zaxxer.hikari.HikariDataSource;
import io.sallyport.admission.port.KeyStore;
import io.sallyport.admission.port.StopStore;
import io.sallyport.audit.port.TraceStore;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * The database, H2 or PostgreSQL by its address: brought to this program's version when it is
 * opened, and the home of the ports' stores. Each change is committed when the call returns; with
 * H2 it survives the death of the process, but not of the machine (H2 does not fsync).
 *
 * <p>An H2 file has one owner at a time; a second process is told who that is. The file is opened
 * so that an interrupted caller does not close it for everybody.
 */
public final class Database implements AutoCloseable {
    private final System.Logger log = System.getLogger(Database.class.getName());
    private final HikariDataSource pool;
    private final DSLContext context;
    private final OwnerNote note;

    private Database(HikariDataSource pool, DSLContext context, OwnerNote note) {
        this.pool = pool;
        this.context = context;
        this.note = note;
    }

    /** Opens and migrates; {@link DatabaseUnusable} says why it cannot and what to do. */
    public static Database open(DatabaseSettings settings) {
        DatabaseAddress address = DatabaseAddress.of(settings.url());
        HikariDataSource pool = ConnectionPool.open(address, settings);
        boolean opened = false;
        try {
            Migrations.apply(pool, address);
            DSLContext context = DSL.using(pool, address.dialect(), rendering());
            moveTraces(context, address);
            OwnerNote note = new OwnerNote(address);
            note.write();
            opened = true;
            return new Database(pool, context, note);
        } finally {
            if (!opened) {
                pool.close();
            }
        }
    }

    /** Where keys are kept. */
    public KeyStore keys() {
        return new DatabaseKeyStore(context);
    }

    /** Where it is kept what is stopped. */
    public StopStore stops() {
        return new DatabaseStopStore(context);
    }

    /** Where traces are kept. */
    public TraceStore traces() {
        return new DatabaseTraceStore(context);
    }

    /** Whether the database answers a query. */
    public boolean healthy() {
        try {
            // A real query: H2's connections say that they are valid when the file is gone.
            return new ReadKeyVersion(context).run() >= 0;
        } catch (DataAccessException unhealthy) {
            return false;
        }
    }

    /** Closes every connection; the H2 file is released when this returns. */
    @Override
    public void close() {
        if (pool.isClosed()) {
            return;
        }
        note.remove();
        pool.close();
        shutDownH2();
    }

    private static void moveTraces(DSLContext context, DatabaseAddress address) {
        try {
            new Durable(context).after(() -> new MoveTraceRows(context).run());
        } catch (DataAccessException failed) {
            throw new DatabaseUnusable(
                    "The database "
                            + address.printable()
                            + " has traces of an older version, and moving them to where this one"
                            + " keeps them failed. None is lost. Check that the disk is not full,"
                            + " and start again.",
                    failed);
        }
    }

    private void shutDownH2() {
        if (context.dialect() != SQLDialect.H2) {
            return;
        }
        // Not by the pool, which would call its own connection broken, with a stack trace.
        try (Connection connection =
                        DriverManager.getConnection(
                                pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
                var statement = connection.createStatement()) {
            statement.execute("shutdown");
        } catch (SQLException down) {
            // A database that is down already, or cannot be opened any more, is what was wanted.
            log.log(Level.DEBUG, "the database was down already");
        }
    }

    private static Settings rendering() {
        return new Settings()
                .withRenderSchema(false)
                .withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED)
                .withExecuteLogging(false);
    }
}
