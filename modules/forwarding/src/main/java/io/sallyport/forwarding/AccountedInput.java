package io.sallyport.forwarding;

import io.sallyport.exchange.Rejected;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of an answer, each piece accounted for as it comes: an upstream that sends more than
 * there is memory for is left, {@link NoRoom}. Confined to one thread.
 */
final class AccountedInput extends FilterInputStream {
    private final Departure departure;
    private long taken;

    AccountedInput(InputStream in, Departure departure) {
        super(in);
        this.departure = departure;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        if (read > 0) {
            take(read);
        }
        return read;
    }

    private void take(int bytes) {
        try {
            departure.takes(bytes);
        } catch (Rejected full) {
            throw new NoRoom(full.rejection());
        }
        taken += bytes;
    }

    /** What was read so far is kept no longer. */
    void passed() {
        if (taken > 0) {
            departure.gives(taken);
            taken = 0;
        }
    }
}
