package io.sallyport.forwarding;

import io.sallyport.exchange.Headers;
import io.sallyport.provider.UpstreamCall;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The JDK's HTTP client as {@link UpstreamClient}: HTTP/1.1, pooled, no redirects. What it cannot
 * do: connect to an address that was checked before (it resolves the name itself), which is why the
 * egress guard refuses it and no appliance uses it; trust and show what a call's {@link
 * io.sallyport.provider.Reach} says; limit the size of a header line; keep a connection whose
 * stream ended by its protocol's own words; tell a kept connection that turns out to be stale from
 * a new one that breaks. It never repeats a POST (and must not be told to, by {@code
 * jdk.httpclient.enableAllMethodRetry}: it would repeat on new connections too); the turn that
 * {@link Turns} gives a broken connection covers the stale one.
 */
public final class JdkUpstreamClient implements UpstreamClient {
    private static final long TICK_MILLIS = 100;

    /** One client for each connect deadline, because the JDK sets it for a whole client. */
    private final Map<Duration, HttpClient> clients = new ConcurrentHashMap<>();

    @Override
    public UpstreamResponse send(UpstreamCall call, Waiting waiting) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(call.uri())
                        .POST(HttpRequest.BodyPublishers.ofByteArray(call.body()));
        for (Headers.Field field : call.headers().fields()) {
            request.header(field.name(), field.value());
        }
        HttpClient client = client(call.deadlines().connect());
        long startedAt = System.nanoTime();
        // Made before the call, so that it can be closed whenever the head comes, even too late.
        PieceStream body = new PieceStream(call.deadlines(), waiting, startedAt);
        CompletableFuture<HttpResponse<InputStream>> answer =
                client.sendAsync(request.build(), head -> body);
        boolean arrived = false;
        try {
            HttpResponse<InputStream> response = head(answer, call, waiting, startedAt);
            arrived = true;
            return new JdkResponse(response, body);
        } finally {
            if (!arrived) {
                answer.cancel(true);
                body.close();
            }
        }
    }

    private HttpClient client(Duration connect) {
        HttpClient known = clients.get(connect);
        return known == null ? clients.computeIfAbsent(connect, JdkUpstreamClient::open) : known;
    }

    private static HttpClient open(Duration connect) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connect)
                .build();
    }

    private static HttpResponse<InputStream> head(
            CompletableFuture<HttpResponse<InputStream>> answer,
            UpstreamCall call,
            Waiting waiting,
            long startedAt)
            throws IOException {
        while (true) {
            try {
                return answer.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                waiting.still();
                if (PieceStream.passed(startedAt, call.deadlines().firstByte())) {
                    throw new DeadlinePassed(DeadlinePassed.Deadline.FIRST_BYTE);
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting", interrupted);
            } catch (ExecutionException failed) {
                throw failure(Objects.requireNonNullElse(failed.getCause(), failed));
            }
        }
    }

    private static IOException failure(Throwable cause) {
        return switch (cause) {
            case HttpConnectTimeoutException slow ->
                    new DeadlinePassed(DeadlinePassed.Deadline.CONNECT);
            case ConnectException refused -> new NotConnected(refused);
            case UnresolvedAddressException unknown -> new NotConnected(new IOException(unknown));
            case IOException broken when broken.getCause() instanceof ConnectException ->
                    new NotConnected(broken);
            case IOException broken -> broken;
            default -> new IOException("the call failed", cause);
        };
    }

    @Override
    public void close() {
        clients.values().forEach(HttpClient::shutdownNow);
    }

    private record JdkResponse(HttpResponse<InputStream> response, PieceStream body)
            implements UpstreamResponse {
        @Override
        public int status() {
            return response.statusCode();
        }

        @Override
        public Headers headers() {
            List<Headers.Field> fields = new ArrayList<>();
            response.headers()
                    .map()
                    .forEach((name, values) ->
                            values.forEach(value -> fields.add(new Headers.Field(name, value))));
            return new Headers(fields);
        }

        @Override
        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        @Override
        public long declaredLength() {
            return response.headers().firstValueAsLong("content-length").orElse(-1);
        }

        /** This client cannot wait for a moment only: closing ends the connection. */
        @Override
        public void finish() {}

        @Override
        public void close() {
            body.close();
        }
    }
}
