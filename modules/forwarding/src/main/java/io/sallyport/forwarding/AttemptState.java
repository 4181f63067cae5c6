package io.sallyport.forwarding;

import java.time.Instant;
import java.util.Optional;

/**
 * The life of one attempt. The methods of a state are its allowed moves, so that what must not
 * happen cannot be written: only a {@link Failed} attempt has a next candidate, and only an {@link
 * Unseen} one can become that.
 *
 * <pre>
 *            the first content reached the caller
 *   Unseen ───────────────────────────────────────▶ Committed
 *    │ │ │                                           │  │  │
 *    │ │ └───── end ─────▶ Answered ◀────── end ─────┘  │  │
 *    │ └── caller left ──▶ CallerLeft ◀── caller left ──┘  │
 *    │ failure                                     failure │
 *    ▼                                                     ▼
 *   Failed ──▶ the next candidate, or an error        BrokenOff ──▶ an error event
 * </pre>
 */
sealed interface AttemptState {

    /** Not ended yet. */
    sealed interface UnderWay extends AttemptState {

        /** The whole answer is with the caller. */
        Answered answered();

        /** The caller does not wait any more. */
        CallerLeft callerLeft();

        /** The upstream did not keep its side. */
        Ended failed(AttemptFailed why);
    }

    /** Over; nothing more comes of it. */
    sealed interface Ended extends AttemptState {}

    /** Nothing of it has reached the caller: another candidate can still take over unnoticed. */
    record Unseen() implements UnderWay {
        Committed committed(Instant at) {
            return new Committed(at);
        }

        @Override
        public Answered answered() {
            return new Answered(Optional.empty());
        }

        @Override
        public CallerLeft callerLeft() {
            return new CallerLeft(Optional.empty());
        }

        @Override
        public Failed failed(AttemptFailed why) {
            return new Failed(why);
        }
    }

    /** Content has reached the caller: whatever comes now, nobody can take over. */
    record Committed(Instant firstContentAt) implements UnderWay {
        @Override
        public Answered answered() {
            return new Answered(Optional.of(firstContentAt));
        }

        @Override
        public CallerLeft callerLeft() {
            return new CallerLeft(Optional.of(firstContentAt));
        }

        @Override
        public BrokenOff failed(AttemptFailed why) {
            return new BrokenOff(why, firstContentAt);
        }
    }

    /** A whole answer; without a moment of first content when it had none. */
    record Answered(Optional<Instant> firstContentAt) implements Ended {}

    /** The caller went, before or after the first content. */
    record CallerLeft(Optional<Instant> firstContentAt) implements Ended {}

    /** The answer broke off after content had reached the caller. */
    record BrokenOff(AttemptFailed why, Instant firstContentAt) implements Ended {}

    /** It failed and the caller has seen nothing of it. */
    record Failed(AttemptFailed why) implements Ended {}
}
