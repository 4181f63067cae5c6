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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The JDK's HTTP client as {@link UpstreamClient}: HTTP/1.1, pooled, no redirects. What it cannot
 * do: connect to an address that was checked before (it resolves the name itself), and limit the
 * size of a header line of its own.
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
        long startedAt = System.nanoTime();
        CompletableFuture<HttpResponse<InputStream>> answer =
                client(call)
                        .sendAsync(
                                request.build(),
                                head -> new PieceStream(call.deadlines(), waiting, startedAt));
        boolean arrived = false;
        try {
            HttpResponse<InputStream> response = head(answer, call, waiting, startedAt);
            arrived = true;
            return new JdkResponse(response);
        } finally {
            if (!arrived) {
                answer.cancel(true);
            }
        }
    }

    private HttpClient client(UpstreamCall call) {
        return clients.computeIfAbsent(
                call.deadlines().connect(),
                connect ->
                        HttpClient.newBuilder()
                                .version(HttpClient.Version.HTTP_1_1)
                                .followRedirects(HttpClient.Redirect.NEVER)
                                .connectTimeout(connect)
                                .build());
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
                    throw new DeadlinePassed("firstByte");
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
            case HttpConnectTimeoutException slow -> new NotConnected(slow);
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

    private record JdkResponse(HttpResponse<InputStream> response) implements UpstreamResponse {
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
        public InputStream body() {
            return response.body();
        }

        @Override
        public void close() {
            if (response.body() instanceof PieceStream pieces) {
                pieces.close();
            }
        }
    }
}
