package io.sallyport.appliance;

import io.sallyport.admission.Place;
import io.sallyport.dialect.CallerGone;
import io.sallyport.exchange.Rejected;
import io.sallyport.pipeline.BodySource;
import io.sallyport.wire.BodyReader;
import io.sallyport.wire.ByteBlock;
import io.sallyport.wire.Framing;
import io.sallyport.wire.HeadWriter;
import io.sallyport.wire.Limits;
import io.sallyport.wire.RequestHead;
import io.sallyport.wire.WireFault;
import java.io.IOException;
import java.io.Serial;
import java.util.Arrays;
import java.util.Optional;

/**
 * The body of a request, read when somebody asks for it and not before: a caller that waits for a
 * 100 is told to go on only then. Knows whether what follows on the connection is a next request.
 */
final class CallerBody implements BodySource {
    /** Up to here a declared length gets its memory before its bytes came. */
    private static final int TRUSTED = 64 << 10;

    private final CallerLine line;
    private final RequestHead head;
    private final Limits limits;
    private final ConnectionListener listener;
    private final Place place;
    private Optional<BodyReader> reader = Optional.empty();
    private boolean late;

    CallerBody(
            CallerLine line,
            RequestHead head,
            Limits limits,
            ConnectionListener listener,
            Place place) {
        this.line = line;
        this.head = head;
        this.limits = limits;
        this.listener = listener;
        this.place = place;
    }

    @Override
    public byte[] read() {
        try {
            BodyReader opened = new BodyReader(line.input(), head.framing(), limits);
            reader = Optional.of(opened);
            if (head.framing() instanceof Framing.Length(long bytes)) {
                place.expect(bytes);
            }
            if (head.expectsContinue() && !opened.ended() && line.came() == 0) {
                ByteBlock goOn = line.freshBlock();
                new HeadWriter(goOn).response(100).bodiless();
                line.write(goOn.array(), goOn.length());
            }
            return line.body(() -> whole(opened));
        } catch (WireFault fault) {
            listener.unreadable(fault.fault());
            throw new Rejected(UnreadableBody.of(fault.fault(), limits.bodyBytes()));
        } catch (Overdue cut) {
            late = true;
            throw new Rejected(UnreadableBody.late());
        } catch (NoRoom full) {
            throw full.why();
        } catch (IOException gone) {
            throw new CallerGone();
        }
    }

    private byte[] whole(BodyReader opened) throws IOException {
        if (head.framing() instanceof Framing.Length(long bytes) && bytes <= TRUSTED) {
            take(bytes);
            byte[] exact = new byte[(int) bytes];
            opened.readNBytes(exact, 0, exact.length);
            return exact;
        }
        ByteBlock block = new ByteBlock(TRUSTED);
        boolean more = !opened.ended();
        while (more) {
            int before = block.length();
            more = opened.readSome(block);
            take(block.length() - before);
        }
        return Arrays.copyOf(block.array(), block.length());
    }

    /** As the bytes come: who declares much and sends nothing takes nothing from the others. */
    private void take(long bytes) throws NoRoom {
        try {
            place.body(bytes);
        } catch (Rejected full) {
            throw new NoRoom(full);
        }
    }

    /** A refusal on its way through the reading, whose deadline must end as for a broken line. */
    private static final class NoRoom extends IOException {
        @Serial private static final long serialVersionUID = 1L;

        private final transient Rejected why;

        NoRoom(Rejected why) {
            this.why = why;
        }

        Rejected why() {
            return why;
        }
    }

    /** Whether the connection was cut because the body took too long. */
    boolean late() {
        return late;
    }

    /** Whether all of it was read, or came and can be passed over without waiting. */
    boolean passable() {
        return reader.map(BodyReader::ended)
                .orElseGet(() ->
                        switch (head.framing()) {
                            case Framing.None() -> true;
                            case Framing.Length(long bytes) ->
                                    bytes <= limits.bodyBytes() && bytes <= line.came();
                            case Framing.Chunked(), Framing.UntilClose() -> false;
                        });
    }

    /** Passes over a body that nobody wanted, so that the next request comes next. */
    void pass() throws IOException {
        if (reader.isEmpty()) {
            new BodyReader(line.input(), head.framing(), limits).skipRest(line.came());
        }
    }
}
