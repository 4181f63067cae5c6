package io.sallyport.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Callers that stay, all of them let go at once. */
final class HeldConnections implements AutoCloseable {
    private final List<HeldConnection> all = new ArrayList<>();

    void add(HeldConnection connection) {
        all.add(connection);
    }

    int size() {
        return all.size();
    }

    boolean waiting() {
        return all.stream().anyMatch(HeldConnection::waiting);
    }

    /** How many did not get what they were to stay with, or were not let stay. */
    long lost() {
        return all.stream().filter(connection -> !connection.stays()).count();
    }

    @Override
    public void close() throws IOException {
        for (HeldConnection connection : all) {
            connection.close();
        }
    }
}
