package io.sallyport.admission.port;

import java.util.List;

/**
 * Where it is kept what is stopped. Implementations are thread-safe; each call is durable when it
 * returns.
 */
public interface StopStore {

    /** Keeps a stop; what is stopped already stays as it was. */
    void stop(Stop stop);

    /** Forgets a stop; does nothing when there is none. */
    void resume(Stop.Kind kind, String name);

    /** Everything that is stopped, in the order of kinds and names. */
    List<Stop> all();
}
