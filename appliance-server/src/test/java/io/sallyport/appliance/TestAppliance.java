package io.sallyport.appliance;

import io.sallyport.admission.KeyOrder;
import io.sallyport.admission.port.KeyRecord;
import io.sallyport.audit.port.Trace;
import io.sallyport.catalog.Catalog;
import io.sallyport.catalog.Deployment;
import io.sallyport.catalog.ModelEntry;
import io.sallyport.exchange.Capability;
import io.sallyport.exchange.DeploymentId;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.ExchangeListener;
import io.sallyport.exchange.Headers;
import io.sallyport.exchange.ModelId;
import io.sallyport.exchange.NanoUsd;
import io.sallyport.exchange.OrganisationId;
import io.sallyport.exchange.ProviderName;
import io.sallyport.exchange.Strategy;
import io.sallyport.exchange.Tariff;
import io.sallyport.exchange.secret.Secret;
import io.sallyport.forwarding.ForwardingRules;
import io.sallyport.provider.Authentication;
import io.sallyport.provider.Deadlines;
import io.sallyport.provider.Provider;
import io.sallyport.provider.Providers;
import io.sallyport.store.DatabaseSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A whole appliance with one key, on a free port and H2 in a directory, called from outside. */
final class TestAppliance implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Appliance appliance;
    private final String key;

    TestAppliance(
            Path directory, Catalog catalog, List<Provider> providers, ForwardingRules rules) {
        appliance =
                new Appliance(
                        new ApplianceSettings(
                                "127.0.0.1",
                                0,
                                1 << 20,
                                new DatabaseSettings(
                                        "jdbc:h2:file:" + directory.resolve("db").toAbsolutePath(),
                                        "sa",
                                        Optional.empty(),
                                        4),
                                Secret.of("a pepper of the test"),
                                catalog,
                                new Providers(providers),
                                Strategy.BALANCED,
                                rules),
                        Clock.systemUTC(),
                        ExchangeListener.NONE);
        key =
                appliance
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

    static Provider provider(String name, DialectName dialect, URI base, Deadlines deadlines) {
        return new Provider(
                new ProviderName(name),
                dialect,
                base,
                Authentication.NONE,
                Optional.empty(),
                Headers.NONE,
                false,
                deadlines);
    }

    static ModelEntry model(String id) {
        return new ModelEntry(
                new ModelId(id),
                id,
                "test",
                EnumSet.allOf(Capability.class),
                OptionalDouble.of(0.5),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Instant.EPOCH);
    }

    /** {@code provider/name}, at 2 nano-USD for an input and 3 for an output token, times this. */
    static Deployment deployment(
            Provider provider, String name, String model, String upstreamModel, long dear) {
        return new Deployment(
                new DeploymentId(provider.name() + "/" + name),
                new ModelId(model),
                provider.name(),
                upstreamModel,
                new Tariff(
                        "1",
                        new NanoUsd(2 * dear),
                        new NanoUsd(dear),
                        new NanoUsd(2 * dear),
                        new NanoUsd(3 * dear)));
    }

    String key() {
        return key;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + appliance.port() + path);
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

    /** The trace of the exchange that this answers; traces are written a moment after it. */
    Trace traceOf(HttpResponse<?> response) throws InterruptedException {
        String id = response.headers().firstValue("x-request-id").orElseThrow();
        for (int i = 0; i < 200; i++) {
            for (Trace trace : appliance.database().traces().page(Optional.empty(), 1000)) {
                if (trace.id().value().equals(id)) {
                    return trace;
                }
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new AssertionError("no trace was written of " + id);
    }

    @Override
    public void close() {
        http.close();
        appliance.close();
    }
}
