package io.sallyport.admission;

import io.sallyport.admission.port.Stop;
import io.sallyport.admission.port.StopStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** What is stopped, in memory; counts how often it is read, and fails when told so. */
final class FakeStopStore implements StopStore {
    final AtomicInteger reads = new AtomicInteger();
    final AtomicBoolean down = new AtomicBoolean();
    private final List<Stop> stops = new CopyOnWriteArrayList<>();

    @Override
    public void stop(Stop stop) {
        stops.add(stop);
    }

    @Override
    public void resume(Stop.Kind kind, String name) {
        stops.removeIf(each -> each.kind() == kind && each.name().equals(name));
    }

    @Override
    public List<Stop> all() {
        reads.incrementAndGet();
        if (down.get()) {
            throw new IllegalStateException("down");
        }
        return List.copyOf(stops);
    }
}
