package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.admission.KeyOrder;
import io.sallyport.admission.port.KeyRecord;
import io.sallyport.audit.port.Trace;
import io.sallyport.exchange.OrganisationId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A whole appliance with one key, on free ports and H2 in a directory, called from outside. */
final class TestAppliance implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Appliance appliance;
    private final String key;

    /** With this configuration besides directory and listeners, as YAML. */
    TestAppliance(Path directory, String yaml) {
        this(directory, yaml, "max-body-size: 1MiB");
    }

    /** With these keys of the gateway besides its address. */
    TestAppliance(Path directory, String yaml, String gateway) {
        String all =
                """
                data-directory: %s
                gateway: {host: 127.0.0.1, port: 0, %s}
                admin: {port: 0}
                """
                                .formatted(directory, gateway)
                        + yaml;
        appliance =
                Appliance.start(
                        new ConfigurationFile(Map.of()).parse(all, "test").settings(),
                        Clock.systemUTC());
        key = newKey();
    }

    /** One more key. */
    String newKey() {
        return appliance
                .admission()
                .create(
                        new KeyOrder(
                                new OrganisationId("acme"),
                                "test",
                                KeyRecord.Kind.INFERENCE,
                                Set.of(),
                                Optional.empty()))
                .secret()
                .reveal();
    }

    URI admin(String path) {
        return URI.create(appliance.adminAddress() + path);
    }

    /** Returns when so many requests are under way. */
    void awaitInFlight(int count) throws InterruptedException {
        while (appliance.admission().inFlight() != count) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    String key() {
        return key;
    }

    URI uri(String path) {
        return URI.create(appliance.gatewayAddress() + path);
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return send(
                HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body)),
                key);
    }

    /** Sends it with this key; whatever hangs for a minute is a failure. */
    HttpResponse<String> send(HttpRequest.Builder request, String credential) throws Exception {
        return http.send(
                request.header("authorization", "Bearer " + credential)
                        .timeout(Duration.ofMinutes(1))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** What Prometheus gets. */
    String metrics() throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(appliance.adminAddress() + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** How many connections were refused for this reason. */
    double refused(String reason) throws Exception {
        return metric("sallyport_connections_refused_total", "reason=\"" + reason);
    }

    /** The sum of all series of this metric whose labels have this text. */
    double metric(String name, String labels) throws Exception {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> line.contains(labels))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** How many connections were refused for this reason, whose name is given whole. */
    double refusedFor(String reason) throws Exception {
        return refused(reason + "\"");
    }

    /** The trace of the exchange that this answers. */
    Trace traceOf(HttpResponse<?> response) throws InterruptedException {
        String id = response.headers().firstValue("x-request-id").orElseThrow();
        return trace(each -> each.id().value().equals(id));
    }

    /** The trace of the only exchange so far. */
    Trace onlyTrace() throws InterruptedException {
        Trace only = trace(each -> true);
        assertThat(appliance.database().traces().count()).isEqualTo(1);
        return only;
    }

    /** Traces are written a moment after the answer. */
    private Trace trace(Predicate<Trace> wanted) throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            List<Trace> traces =
                    appliance.database().traces().page(Optional.empty(), 1000).traces();
            Optional<Trace> found = traces.stream().filter(wanted).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new AssertionError("no trace was written");
    }

    @Override
    public void close() {
        http.close();
        appliance.close();
    }
}
