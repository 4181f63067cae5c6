package io.sallyport.forwarding;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** The bytes of a socket, waited for with the patience of the call that uses it now. */
final class PatientInput extends InputStream {
    private final InputStream in;
    private Patience patience;

    /** Bytes of a socket whose reads time out after a tick. */
    PatientInput(Socket socket, Patience patience) throws IOException {
        this.in = socket.getInputStream();
        this.patience = patience;
    }

    void patience(Patience next) {
        patience = next;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (true) {
            try {
                int read = in.read(target, offset, length);
                patience.came();
                return read;
            } catch (SocketTimeoutException notYet) {
                patience.tick();
            }
        }
    }
}
