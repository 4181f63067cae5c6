package io.sallyport.forwarding;

import io.sallyport.provider.Reach;
import io.sallyport.provider.UpstreamCall;
import io.sallyport.wire.ResponseHead;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * HTTP/1.1 on blocking sockets, strictly read (module {@code wire}), with a pool of connections for
 * each origin (ADR 0006).
 *
 * <pre>
 *   a place in the pool ─▶ a kept connection ─▶ ask ─▶ response
 *                              │ none             │ closed without a byte: it was stale, once
 *                              └──▶ dial ◀────────┘
 * </pre>
 *
 * A call is repeated only on a kept connection, only on a new one, and only when not a byte of an
 * answer came. Whatever is thrown closes the socket.
 */
public final class PooledUpstreamClient implements UpstreamClient {
    private final Map<Destination, ConnectionPool> pools = new ConcurrentHashMap<>();
    private final AddressBook addresses;
    private final Optional<HttpProxy> proxy;
    private final int connectionsPerOrigin;
    private final Refusals refusals = new Refusals();
    private final Patrol patrol = new Patrol();
    private volatile boolean closed;

    /** Whose connections are as good as each other. */
    private record Destination(Origin origin, Reach reach) {}

    /**
     * @param addresses where hosts are; what it says is looked at before a connection is made
     * @param proxy through which connections go out
     * @param connectionsPerOrigin calls to one origin at a time; others wait
     */
    public PooledUpstreamClient(
            AddressBook addresses, Optional<HttpProxy> proxy, int connectionsPerOrigin) {
        if (connectionsPerOrigin < 1) {
            throw new IllegalArgumentException("a pool without a connection");
        }
        this.addresses = addresses;
        this.proxy = proxy;
        this.connectionsPerOrigin = connectionsPerOrigin;
        patrol.start();
    }

    @Override
    public UpstreamResponse send(UpstreamCall call, Waiting waiting) throws IOException {
        Patience patience = new Patience(call.deadlines(), waiting);
        Origin origin = Origin.of(call.base());
        ConnectionPool pool = pool(new Destination(origin, call.reach()));
        pool.enter(patience);
        boolean answered = false;
        try {
            UpstreamResponse response = answer(pool, origin, call, patience);
            answered = true;
            return response;
        } finally {
            if (!answered) {
                pool.leave();
            }
        }
    }

    private ConnectionPool pool(Destination destination) throws IOException {
        if (closed) {
            throw new IOException("the client is closed");
        }
        ConnectionPool known = pools.get(destination);
        return known == null
                ? pools.computeIfAbsent(
                        destination, any -> new ConnectionPool(connectionsPerOrigin))
                : known;
    }

    private UpstreamResponse answer(
            ConnectionPool pool, Origin origin, UpstreamCall call, Patience patience)
            throws IOException {
        Optional<UpstreamConnection> kept = pool.kept();
        if (kept.isPresent()) {
            Optional<UpstreamResponse> response = attempt(pool, kept.get(), origin, call, patience);
            if (response.isPresent()) {
                pool.reused();
                return response.get();
            }
            pool.stale(kept.get());
        }
        patience.begins(DeadlinePassed.Deadline.CONNECT);
        UpstreamConnection fresh =
                new UpstreamConnection(dial(origin, call, patience), patience, patrol);
        pool.opened(fresh);
        return attempt(pool, fresh, origin, call, patience)
                .orElseThrow(() -> new IOException("the upstream closed without an answer"));
    }

    /** Nothing when not a byte came and the connection is gone. */
    private static Optional<UpstreamResponse> attempt(
            ConnectionPool pool,
            UpstreamConnection connection,
            Origin origin,
            UpstreamCall call,
            Patience patience)
            throws IOException {
        long before = connection.received();
        boolean answered = false;
        try {
            Optional<ResponseHead> head = connection.ask(call, origin, patience);
            if (head.isEmpty()) {
                return Optional.empty();
            }
            UpstreamResponse response = new PooledResponse(pool, connection, head.get());
            answered = true;
            return Optional.of(response);
        } catch (DeadlinePassed passed) {
            throw passed;
        } catch (IOException broken) {
            if (connection.received() > before) {
                throw broken;
            }
            return Optional.empty();
        } finally {
            if (!answered) {
                pool.drop(connection);
            }
        }
    }

    private Dialing.Dialled dial(Origin origin, UpstreamCall call, Patience patience)
            throws IOException {
        Dialing dialing = new Dialing();
        EgressGuard guard = new EgressGuard(addresses, proxy, call.reach());
        Errand<Dialing.Dialled> errand =
                new Errand<>(() -> dialing.dial(origin, guard, call.deadlines().connect()));
        boolean connected = false;
        try {
            Dialing.Dialled dialled = errand.await(patience);
            connected = true;
            return dialled;
        } catch (DeadlinePassed passed) {
            throw passed;
        } catch (SocketTimeoutException slow) {
            throw new DeadlinePassed(DeadlinePassed.Deadline.CONNECT);
        } catch (EgressRefused refused) {
            refusals.add(refused);
            throw new NotConnected(refused);
        } catch (IOException failed) {
            throw new NotConnected(failed);
        } finally {
            if (!connected) {
                dialing.close();
            }
        }
    }

    /** How many connections were refused because of where they would have led. */
    public long refused() {
        return refusals.count();
    }

    /** What its pools are at. */
    public PoolFigures figures() {
        return pools.values().stream()
                .map(ConnectionPool::figures)
                .reduce(PoolFigures.NONE, PoolFigures::plus);
    }

    @Override
    public void close() {
        closed = true;
        pools.values().forEach(ConnectionPool::close);
        patrol.close();
    }
}
