package io.sallyport.testkit;

import io.sallyport.admission.port.StopStore;

/** The fake keeps the contract, so a test that uses it tells the truth. */
class MemoryStopStoreTest extends StopStoreContract {
    private final MemoryStopStore store = new MemoryStopStore();

    @Override
    protected StopStore store() {
        return store;
    }
}
