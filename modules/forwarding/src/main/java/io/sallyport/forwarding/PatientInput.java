package io.sallyport.forwarding;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a socket, waited for with the patience of the call that uses it now. The read itself
 * has no timeout; a {@link Patrol} looks after a wait that lasts, on a thread of its own, and where
 * the patience is at its end it closes the connection and leaves word why.
 *
 * <pre>
 *   working ──read──▶ waiting ──bytes──▶ working
 *                      │   ▲
 *               patrol ▼   │ still patient
 *                     looked after ──no more──▶ closed; the read throws the word
 * </pre>
 *
 * <p>The lock makes the two take turns: while somebody looks after the caller, the call does not go
 * on, so that what the one does (a keep-alive) and the other (an answer) never mix.
 */
final class PatientInput extends InputStream {
    private static final long QUICK_NANOS = Patience.TICK_MILLIS * 500_000L;

    private final InputStream in;
    private final Socket wire;
    private final ReentrantLock turn = new ReentrantLock();
    private Patience patience;
    private boolean waits;
    private long since;
    private @Nullable Throwable word;

    /** The bytes of this socket; closing the wire ends a read of them. */
    PatientInput(InputStream in, Socket wire, Patience patience) {
        this.in = in;
        this.wire = wire;
        this.patience = patience;
    }

    /** Whose call waits from now on. */
    void patience(Patience next) {
        turn.lock();
        try {
            patience = next;
        } finally {
            turn.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        begin();
        int read;
        try {
            read = in.read(target, offset, length);
        } finally {
            end(); // its word, if there is one, says why the read broke
        }
        patience.came();
        return read;
    }

    private void begin() {
        turn.lock();
        try {
            waits = true;
            since = System.nanoTime();
        } finally {
            turn.unlock();
        }
    }

    private void end() throws IOException {
        turn.lock();
        try {
            waits = false;
            switch (word) {
                case null -> {}
                case IOException late -> throw late;
                case RuntimeException why -> throw why;
                case Error defect -> throw defect;
                case Throwable other -> throw new IOException("the wait was ended", other);
            }
        } finally {
            turn.unlock();
        }
    }

    /** Called by the patrol, which must not wait for anybody. */
    void lookAfter(long now) {
        if (turn.tryLock()) {
            try {
                if (waits && now - since > QUICK_NANOS && patience.wants(now)) {
                    Thread.ofVirtual().name("upstream-wait").start(this::look);
                }
            } finally {
                turn.unlock();
            }
        }
    }

    private void look() {
        if (!turn.tryLock()) {
            return;
        }
        try {
            if (waits && word == null) {
                FutureTask<Boolean> look = new FutureTask<>(this::isPatient);
                look.run();
                if (look.state() == Future.State.FAILED) {
                    word = look.exceptionNow();
                    close();
                }
            }
        } finally {
            turn.unlock();
        }
    }

    private boolean isPatient() throws IOException {
        patience.tick();
        return true;
    }

    @Override
    public void close() {
        try {
            wire.close();
        } catch (IOException alreadyGone) {
            return;
        }
    }
}
