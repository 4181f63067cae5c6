package io.sallyport.appliance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/**
 * Calls of every kind through a demo, so that the Java runtime can note what is used often: a start
 * with these notes (the cache of {@code -XX:AOTCacheOutput}, JEP 515) compiles that first instead
 * of finding it out again. The launcher does it once after each build.
 */
final class Rehearsal {
    private static final int AT_ONCE = 64;
    private static final String WORDS = "why does a fortress have one guarded door ".repeat(20);

    private final URI gateway;
    private final String key;

    /** Through this gateway, with this key. */
    Rehearsal(String gateway, String key) {
        this.gateway = URI.create(gateway);
        this.key = key;
    }

    /** So many calls of each kind: both protocols, streamed and whole, passed on and translated. */
    void run(int calls) throws InterruptedException {
        Semaphore places = new Semaphore(AT_ONCE);
        try (HttpClient client = HttpClient.newHttpClient();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all =
                    IntStream.range(0, calls)
                            .boxed()
                            .flatMap(call -> kinds().stream())
                            .<Future<?>>map(
                                    request -> threads.submit(() -> send(client, request, places)))
                            .toList();
            for (Future<?> each : all) {
                each.get();
            }
        } catch (ExecutionException failed) {
            throw new CommandFailed("The rehearsal failed: " + failed.getMessage());
        }
    }

    private static void send(HttpClient client, HttpRequest request, Semaphore places) {
        places.acquireUninterruptibly();
        try {
            HttpResponse<byte[]> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new CommandFailed(
                        "The rehearsal was answered "
                                + answer.statusCode()
                                + " by "
                                + request.uri());
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException cut) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
    }

    private List<HttpRequest> kinds() {
        return List.of(
                request("/v1/chat/completions", "sim-openai/sim-small", false),
                request("/v1/chat/completions", "sim-openai/sim-small", true),
                request("/v1/chat/completions", "sim-anthropic/sim-small", false),
                request("/v1/chat/completions", "sim-anthropic/sim-small", true),
                request("/v1/messages", "sim-anthropic/sim-small", false),
                request("/v1/messages", "sim-anthropic/sim-small", true),
                request("/v1/messages", "sim-openai/sim-small", false),
                request("/v1/messages", "sim-openai/sim-small", true),
                request("/v1/chat/completions", "auto", false));
    }

    private HttpRequest request(String path, String model, boolean stream) {
        String body =
                """
                {"model":"%s","max_tokens":64,"stream":%s,"temperature":0.7,"messages":[{"role":"user","content":"%s"}]}\
                """
                        .formatted(model, stream, WORDS);
        return HttpRequest.newBuilder(gateway.resolve(path))
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body, UTF_8))
                .build();
    }
}
