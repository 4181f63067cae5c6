package io.sallyport.bench;

import java.util.OptionalDouble;

/** When the next request starts, and from when its latency counts. Confined to one thread. */
interface Pace {

    /** Open loop at this rate, or closed loop without one. */
    static Pace of(OptionalDouble perSecond, long start, long end) {
        return perSecond.isPresent()
                ? new Open(new Schedule(start, perSecond.getAsDouble(), end))
                : new Closed(end);
    }

    /** Whether a request is to start now. */
    boolean due(long now);

    /** Starts it; returns from when its latency counts. */
    long take(long now);

    /** Whether any is still to start, now or later. */
    boolean more(long now);

    /** How many should have started by the end and did not. */
    long unsent();

    /** By schedule: what is late starts as soon as it can, and its latency counts from before. */
    final class Open implements Pace {
        private final Schedule schedule;
        private final long count;
        private long next;

        Open(Schedule schedule) {
            this.schedule = schedule;
            this.count = schedule.count();
        }

        @Override
        public boolean due(long now) {
            return next < count && schedule.intended(next) - now <= 0;
        }

        @Override
        public long take(long now) {
            return schedule.intended(next++);
        }

        @Override
        public boolean more(long now) {
            return next < count;
        }

        @Override
        public long unsent() {
            return count - next;
        }
    }

    /** As fast as answers come: for the throughput, never for a latency. */
    final class Closed implements Pace {
        private final long end;

        Closed(long end) {
            this.end = end;
        }

        @Override
        public boolean due(long now) {
            return now - end < 0;
        }

        @Override
        public long take(long now) {
            return now;
        }

        @Override
        public boolean more(long now) {
            return now - end < 0;
        }

        @Override
        public long unsent() {
            return 0;
        }
    }
}
