package io.sallyport.testkit;

import io.sallyport.audit.port.TraceStore;

/** The fake keeps the contract, so a test that uses it tells the truth. */
class MemoryTraceStoreTest extends TraceStoreContract {
    private final MemoryTraceStore store = new MemoryTraceStore();

    @Override
    protected TraceStore store() {
        return store;
    }
}
