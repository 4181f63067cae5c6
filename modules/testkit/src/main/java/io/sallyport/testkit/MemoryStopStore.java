package io.sallyport.testkit;

import io.sallyport.admission.port.Stop;
import io.sallyport.admission.port.StopStore;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is stopped, in memory. */
public final class MemoryStopStore implements StopStore {
    private final Map<List<Object>, Stop> stops = new ConcurrentHashMap<>();

    /** With nothing stopped. */
    public MemoryStopStore() {}

    @Override
    public void stop(Stop stop) {
        stops.putIfAbsent(List.of(stop.kind(), stop.name()), stop);
    }

    @Override
    public void resume(Stop.Kind kind, String name) {
        stops.remove(List.<Object>of(kind, name));
    }

    @Override
    public List<Stop> all() {
        return stops.values().stream()
                .sorted(Comparator.comparing(Stop::kind).thenComparing(Stop::name))
                .toList();
    }
}
