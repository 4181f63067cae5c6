package io.sallyport.store;

import io.sallyport.audit.port.TraceStore;
import io.sallyport.testkit.TraceStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract of traces on an H2 file. */
class H2FileTraceStoreTest extends TraceStoreContract {
    @TempDir Path folder;
    private Database database;

    @BeforeEach
    void open() {
        database = TestDatabases.h2File(folder);
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
