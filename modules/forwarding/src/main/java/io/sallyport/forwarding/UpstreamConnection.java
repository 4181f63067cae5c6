package io.sallyport.forwarding;

import io.sallyport.exchange.Headers;
import io.sallyport.provider.Deadlines;
import io.sallyport.provider.UpstreamCall;
import io.sallyport.wire.BodyReader;
import io.sallyport.wire.ByteBlock;
import io.sallyport.wire.Framing;
import io.sallyport.wire.HeadReader;
import io.sallyport.wire.HeadWriter;
import io.sallyport.wire.Limits;
import io.sallyport.wire.ResponseHead;
import io.sallyport.wire.WireInput;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One connection to an upstream; serves one call after the other. */
final class UpstreamConnection {
    /** What fits into the send buffer of a socket, so that writing it cannot block. */
    private static final int SMALL = 64 << 10;

    private static final int LEAST_ROOM = 2 << 10;

    /** What many a whole answer has, and the beginning of a stream. */
    private static final int LIKELY = 8 << 10;

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final String POST = "POST";

    private final Dialing.Dialled dialled;
    private final Patrol patrol;
    private final PatientInput bytes;
    private final WireInput in;
    private final HeadReader heads;
    private final OutputStream out;
    private final ByteBlock block = new ByteBlock(LEAST_ROOM);
    private final Patience nobody =
            new Patience(new Deadlines(MOMENT, MOMENT, MOMENT, MOMENT), () -> {});
    private Optional<Errand<Boolean>> writing = Optional.empty();
    private long quietSince;

    UpstreamConnection(Dialing.Dialled dialled, Patience patience, Patrol patrol)
            throws IOException {
        this.dialled = dialled;
        this.patrol = patrol;
        Socket socket = dialled.socket();
        dialled.wire().setSendBufferSize(2 * SMALL);
        bytes = new PatientInput(socket.getInputStream(), dialled.wire(), patience);
        patrol.add(bytes);
        in = new WireInput(bytes, LIKELY);
        heads = new HeadReader(in, Limits.RESPONSE);
        out = socket.getOutputStream();
    }

    /** How many bytes have ever come. */
    long received() {
        return in.received();
    }

    /** Sends the call and waits for the head of the answer; nothing when the peer only closed. */
    Optional<ResponseHead> ask(UpstreamCall call, Origin origin, Patience patience)
            throws IOException {
        bytes.patience(patience);
        patience.begins(DeadlinePassed.Deadline.FIRST_BYTE);
        head(call, origin);
        if (block.length() + call.body().length <= SMALL) {
            writing = Optional.empty();
            block.add(call.body(), 0, call.body().length);
            writeSmall();
        } else {
            writing = Optional.of(new Errand<>(() -> writeLarge(call.body())));
        }
        Optional<ResponseHead> head = heads.response(POST);
        patience.begins(DeadlinePassed.Deadline.IDLE);
        return head;
    }

    private void head(UpstreamCall call, Origin origin) {
        block.clear(LEAST_ROOM);
        HeadWriter head = new HeadWriter(block);
        head.request(POST, call.target(), origin.authority());
        for (Headers.Field field : call.headers().fields()) {
            head.field(field.name(), field.value());
        }
        head.length(call.body().length);
    }

    /** A peer that closed may have said why before: what it said is read, or its close is. */
    private void writeSmall() {
        try {
            block.writeTo(out);
        } catch (IOException closed) {
            block.clear(LEAST_ROOM);
        }
        block.clear(LEAST_ROOM); // it may rest for as long as its answer lasts
    }

    private Boolean writeLarge(byte[] body) throws IOException {
        block.writeTo(out);
        out.write(body);
        return true;
    }

    /** From now on nobody waits for it longer than a moment. */
    void hurry() {
        Patience moment = new Patience(new Deadlines(MOMENT, MOMENT, MOMENT, MOMENT), () -> {});
        moment.begins(DeadlinePassed.Deadline.IDLE);
        bytes.patience(moment);
    }

    BodyReader body(Framing framing) throws IOException {
        return new BodyReader(in, framing, Limits.RESPONSE);
    }

    /** Whether everything was sent and nothing came that belongs to no call. */
    boolean isClean() {
        return in.waiting() == 0 && writing.map(Errand::done).orElse(true);
    }

    /** From now on it belongs to no call, and keeps nothing of the last one. */
    void rests() {
        bytes.patience(nobody);
        quietSince = System.nanoTime();
    }

    boolean restedFor(long nanos) {
        return System.nanoTime() - quietSince >= nanos;
    }

    /**
     * Whether it may serve another call: it has not rested for too long, and the peer neither
     * closed it nor said anything. Whether one that rested for less than a second was closed is not
     * looked at, because the look takes a millisecond; what it said belongs to no call, and must
     * never become the answer to the next one.
     */
    boolean isAlive(long longestRestNanos) {
        return !restedFor(longestRestNanos)
                && !hasSpoken()
                && (!restedFor(FRESH_NANOS) || isQuiet());
    }

    private boolean hasSpoken() {
        try {
            // What an encryption has read and not given yet is known to its own stream only.
            return dialled.wire().getInputStream().available() > 0
                    || (dialled.isEncrypted() && dialled.socket().getInputStream().available() > 0);
        } catch (IOException broken) {
            return true;
        }
    }

    private boolean isQuiet() {
        try {
            dialled.socket().setSoTimeout(1);
            dialled.socket().getInputStream().read();
            return false;
        } catch (SocketTimeoutException quiet) {
            return isPatientAgain();
        } catch (IOException broken) {
            return false;
        }
    }

    private boolean isPatientAgain() {
        try {
            dialled.socket().setSoTimeout(0);
            return true;
        } catch (IOException broken) {
            return false;
        }
    }

    /** Closes the socket: whoever reads or writes on it stops. */
    void close() {
        patrol.remove(bytes);
        try {
            dialled.socket().close();
        } catch (IOException alreadyGone) {
            return;
        }
    }
}
