package io.sallyport.bench;

import java.nio.ByteBuffer;
import java.util.List;

/** What a load sends: the next of these requests, over and over. Confined to one thread. */
final class Requests {
    private final List<ByteBuffer> all;
    private int next;

    private Requests(List<ByteBuffer> all) {
        this.all = all;
    }

    /** The same one again and again. */
    static Requests always(ByteBuffer request) {
        return inTurn(List.of(request));
    }

    /** All of them, one after the other, and again from the first. */
    static Requests inTurn(List<ByteBuffer> requests) {
        if (requests.isEmpty()) {
            throw new IllegalArgumentException("a load needs a request");
        }
        return new Requests(requests.stream().map(ByteBuffer::duplicate).toList());
    }

    /** The bytes of the next one; a view of its own, to be written from. */
    ByteBuffer take() {
        ByteBuffer request = all.get(next).duplicate();
        next = next + 1 == all.size() ? 0 : next + 1;
        return request;
    }
}
