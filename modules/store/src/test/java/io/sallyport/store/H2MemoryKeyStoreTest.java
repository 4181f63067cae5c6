package io.sallyport.store;

import io.sallyport.admission.port.KeyStore;
import io.sallyport.testkit.KeyStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contract of keys on H2 in memory. */
class H2MemoryKeyStoreTest extends KeyStoreContract {
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
    protected KeyStore store() {
        return database.keys();
    }
}
