package io.sallyport.dialect;

import org.jspecify.annotations.Nullable;

/**
 * Which events of one stream are alike but for their text. Remembers the last one that was looked
 * at in full; an upstream whose events always differ in more is not asked again and again. Confined
 * to one thread.
 */
final class AlikeEvents {
    private static final int MOST_VAIN = 4;

    /** What is longer costs its look anyway, and would be kept while the stream is silent. */
    private static final int LONGEST = 4 << 10;

    private @Nullable TextTemplate known;
    private int vain;

    /** What this event is made by; null when it needs a full look. */
    @Nullable TextTemplate like(byte[] event) {
        TextTemplate last = known;
        if (last == null || !last.fits(event)) {
            return null;
        }
        vain = 0;
        return last;
    }

    /**
     * What the next one may be made by, now that all of this one was looked at and it says nothing
     * but this text; null when that has been in vain too often.
     */
    @Nullable TextTemplate learn(byte[] event, BodyWalk.Span text) {
        boolean worthIt = vain < MOST_VAIN && event.length <= LONGEST && !Sse.hasLineBreak(event);
        vain++;
        known = worthIt ? TextTemplate.of(event, text.start(), text.end()) : null;
        return known;
    }
}
