package io.sallyport.dialect;

import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.content.StreamEvent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One event of an upstream's stream: as it came, for a caller of the same dialect, and what it
 * means, for every other. Has what its one scan found, so that nobody needs a second.
 */
public final class UpstreamEvent {
    private final DialectName dialect;
    private final SseEvent raw;
    private final boolean content;
    private final List<StreamEvent> meaning;
    private final @Nullable UpstreamFault fault;
    private final @Nullable JsonScan scan;
    private final @Nullable TextTemplate template;

    private UpstreamEvent(
            DialectName dialect,
            SseEvent raw,
            boolean content,
            List<StreamEvent> meaning,
            @Nullable UpstreamFault fault,
            @Nullable JsonScan scan,
            @Nullable TextTemplate template) {
        this.dialect = dialect;
        this.raw = raw;
        this.content = content;
        this.meaning = List.copyOf(meaning);
        this.fault = fault;
        this.scan = scan;
        this.template = template;
    }

    /** An event that was scanned, or null where it was not, or was mended afterwards. */
    static UpstreamEvent of(
            DialectName dialect,
            SseEvent raw,
            @Nullable JsonScan scan,
            boolean content,
            List<StreamEvent> meaning) {
        return new UpstreamEvent(dialect, raw, content, meaning, null, scan, null);
    }

    /** An event that says this text and nothing else, and was scanned or is like one that was. */
    static UpstreamEvent ofText(
            DialectName dialect,
            SseEvent raw,
            @Nullable JsonScan scan,
            TextTemplate template,
            List<StreamEvent> meaning) {
        return new UpstreamEvent(dialect, raw, !meaning.isEmpty(), meaning, null, scan, template);
    }

    /** The upstream says inside of its stream that it failed. */
    static UpstreamEvent failed(DialectName dialect, SseEvent raw, UpstreamFault fault) {
        return new UpstreamEvent(dialect, raw, false, List.of(), fault, null, null);
    }

    /** The protocol of {@link #raw}. */
    public DialectName dialect() {
        return dialect;
    }

    /** The event as it came. */
    public SseEvent raw() {
        return raw;
    }

    /** Whether it has content: the first one that does commits the reply. */
    public boolean content() {
        return content;
    }

    /** The same in the neutral form; may be empty (pings). */
    public List<StreamEvent> meaning() {
        return meaning;
    }

    /** Set when the upstream says inside the stream that it failed. */
    public Optional<UpstreamFault> fault() {
        return Optional.ofNullable(fault);
    }

    /** What all events are made by that are like this one; null when it is like no other. */
    @Nullable TextTemplate template() {
        return template;
    }

    /** The scan of what came; {@link ProtocolFault} when that is no JSON object. */
    JsonScan scan() {
        return scan == null ? JsonScan.ofUpstream(raw.data()) : scan;
    }
}
