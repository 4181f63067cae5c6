package io.sallyport.store;

import io.sallyport.audit.port.TraceStore;
import io.sallyport.testkit.TraceStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contract of traces on a real PostgreSQL. */
class PostgresTraceStoreTest extends TraceStoreContract {
    private Database database;

    @BeforeEach
    void open() {
        database = TestDatabases.postgres();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected TraceStore store() {
        return database.traces();
    }
}
