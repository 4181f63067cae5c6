package io.sallyport.testkit;

import io.sallyport.admission.port.KeyStore;

/** The fake keeps the contract, so a test that uses it tells the truth. */
class MemoryKeyStoreTest extends KeyStoreContract {
    private final MemoryKeyStore store = new MemoryKeyStore();

    @Override
    protected KeyStore store() {
        return store;
    }
}
