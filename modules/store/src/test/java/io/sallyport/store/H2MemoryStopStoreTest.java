package io.sallyport.store;

import io.sallyport.admission.port.StopStore;
import io.sallyport.testkit.StopStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contract of stops on H2 in memory. */
class H2MemoryStopStoreTest extends StopStoreContract {
    private Database database;

    @BeforeEach
    void open() {
        database = TestDatabases.h2Memory();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected StopStore store() {
        return database.stops();
    }
}
