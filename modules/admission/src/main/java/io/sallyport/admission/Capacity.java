package io.sallyport.admission;

import io.sallyport.exchange.Rejected;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

/**
 * How much this machine takes on: a bound for each thing that it can run out of. What has no room
 * is refused at once, before its body is read, so that what was let in keeps its speed.
 *
 * <pre>
 *   Place.enter ──▶ heap ──▶ places ──▶ queue time ──▶ let in      Place.body ──▶ memory for bodies
 *                     └────────┴────────────┴──────────▶ Rejected ◀──────────────────┘
 *   others tell: waited(…) many times a second, heap(…) after each collection
 * </pre>
 *
 * <p>Requests under way and processor time are two things: a call waits for its upstream for
 * seconds and costs nothing meanwhile. So their number only bounds memory, and what protects the
 * processor is how long arriving bytes wait until somebody reads them. There is no second queue of
 * ours: it could only make those wait who will be refused.
 *
 * <p>Asking costs a few atomic steps and no lock. Thread-safe.
 */
public final class Capacity {
    private final CapacityRules rules;
    private final RandomGenerator random;
    private final Shedding shedding;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final Map<Shortage, LongAdder> shed = new EnumMap<>(Shortage.class);
    private volatile double heap;

    /** Nothing is under way, and nothing is known of the machine. */
    public Capacity(CapacityRules rules, RandomGenerator random) {
        this.rules = rules;
        this.random = random;
        this.shedding = new Shedding(rules.queueTime());
        for (Shortage each : Shortage.values()) {
            shed.put(each, new LongAdder());
        }
    }

    /** A place for one request, not yet entered. */
    public Place place() {
        return new Place(this);
    }

    /** What came just now waited for so long; told at equal distances by one thread. */
    public void waited(Duration queueTime) {
        shedding.observe(queueTime);
    }

    /** The share of the heap that is used after a collection; 0 when nothing recent is known. */
    public void heap(double used) {
        heap = used;
    }

    /** How many requests are under way. */
    public int requests() {
        return requests.get();
    }

    /** The memory for bodies that is taken. */
    public long bytes() {
        return bytes.get();
    }

    /** The share of the requests that is shed for queue time. */
    public double share() {
        return shedding.share();
    }

    /** How many were refused for this reason. */
    public long shed(Shortage why) {
        return counter(why).sum();
    }

    void enter() {
        if (heap > rules.maxHeap()) {
            throw overloaded(Shortage.HEAP);
        }
        double share = shedding.share();
        if (share > 0 && requests.get() >= rules.unshed() && random.nextDouble() < share) {
            throw overloaded(Shortage.QUEUE_TIME);
        }
        if (requests.incrementAndGet() > rules.maxRequests()) {
            requests.decrementAndGet();
            throw overloaded(Shortage.REQUESTS);
        }
    }

    void leave() {
        requests.decrementAndGet();
    }

    /** Whether a body of a request with so many bytes would have room. */
    void expect(long more) {
        if (more > rules.bodyBytes()) {
            throw new Rejected(new NeverFits(rules.bodyBytes() / Place.TIMES));
        }
        if (bytes.get() + more > rules.bodyBytes()) {
            throw overloaded(Shortage.BODIES);
        }
    }

    /** Takes memory for a part of a request. */
    void take(long more) {
        take(more, rules.bodyBytes());
    }

    /** Takes memory for a part of an answer; it has been paid for, so it may go further. */
    void takeForAnswer(long more) {
        take(more, rules.bodyBytes() + rules.bodyBytes() / 2);
    }

    private void take(long more, long most) {
        if (bytes.addAndGet(more) > most) {
            bytes.addAndGet(-more);
            throw overloaded(Shortage.BODIES);
        }
    }

    void give(long back) {
        bytes.addAndGet(-back);
    }

    private Rejected overloaded(Shortage why) {
        counter(why).increment();
        return new Rejected(new Overloaded(why));
    }

    private LongAdder counter(Shortage why) {
        LongAdder counter = shed.get(why);
        if (counter == null) {
            throw new IllegalStateException("no counter of " + why);
        }
        return counter;
    }
}
