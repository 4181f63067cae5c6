package io.sallyport.store;

import io.sallyport.admission.port.KeyStore;
import io.sallyport.testkit.KeyStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract of keys on an H2 file. */
class H2FileKeyStoreTest extends KeyStoreContract {
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
    protected KeyStore store() {
        return database.keys();
    }
}
