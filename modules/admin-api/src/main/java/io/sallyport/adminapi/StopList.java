package io.sallyport.adminapi;

import java.util.List;

/**
 * Everything that is stopped now.
 *
 * @param stops in the order of kinds and names
 */
public record StopList(List<StopView> stops) {

    /** Copies the list. */
    public StopList {
        stops = List.copyOf(stops);
    }
}
