package io.sallyport.store;

import io.sallyport.admission.port.StopStore;
import io.sallyport.testkit.StopStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract of stops on an H2 file. */
class H2FileStopStoreTest extends StopStoreContract {
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
    protected StopStore store() {
        return database.stops();
    }
}
