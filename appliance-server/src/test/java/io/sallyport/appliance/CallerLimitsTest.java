package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.simulator.Fault;
import io.sallyport.simulator.Personality;
import io.sallyport.simulator.Seen;
import io.sallyport.simulator.Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of the gateway one address, one key and all callers together may take. */
@Timeout(120)
class CallerLimitsTest {
    private static final String LIST =
            "GET /v1/models/m HTTP/1.1~~Host: x~~Authorization: Bearer KEY~~%s~~";
    private static final String ID = "\"id\":\"m\"";
    private static final String HANGS = Fault.HANG_BEFORE_HEADERS.model();

    @TempDir Path directory;
    private Simulator simulator;
    private TestAppliance appliance;

    @BeforeEach
    void begin() {
        simulator =
                Simulator.start(
                        0, List.of(new Personality("m", Duration.ZERO, Duration.ZERO, 0, 5, 1)));
        appliance = appliance("max-connections-per-address: 3", 4);
    }

    private TestAppliance appliance(String gateway, int perKey) {
        return new TestAppliance(
                directory,
                """
                keys: {max-concurrent-requests: %d}
                providers:
                  o: {base-url: "%s", authentication: none, allow-networks: [127.0.0.1]}
                models:
                  m: {deployments: [{provider: o, price: {input: 1, output: 1}}]}
                  %s: {deployments: [{provider: o, price: {input: 1, output: 1}}]}
                """
                        .formatted(perKey, simulator.base(), HANGS),
                gateway);
    }

    private void restart(String gateway, int perKey) {
        appliance.close();
        appliance = appliance(gateway, perKey);
    }

    @AfterEach
    void end() {
        appliance.close();
        simulator.close();
    }

    @Test
    void oneConnectionMoreThanAnAddressMayHaveIsClosedAtOnceAndOthersAreServed() throws Exception {
        try (RawCaller first = new RawCaller(appliance);
                RawCaller second = new RawCaller(appliance);
                RawCaller third = new RawCaller(appliance);
                RawCaller elsewhere = from("127.0.0.2")) {
            // Given
            for (RawCaller each : List.of(first, second, third)) {
                each.say(LIST.formatted("")).until(ID);
            }
            // When
            String heard = closedAtOnce();
            // Then
            assertThat(heard).isEmpty();
            assertThat(appliance.refusedFor("address_limit")).isEqualTo(1);
            assertThat(elsewhere.say(LIST.formatted("")).until(ID)).contains(" 200 ");
            assertThat(first.say(LIST.formatted("")).until(ID)).contains(" 200 ");
        }
        awaitPlaces(3);
    }

    @Test
    void noPlaceIsLostHoweverConnectionsEnd() throws Exception {
        // Given
        List<Future<?>> all = new ArrayList<>();
        // When: many callers at once, of which most are turned away
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 32; i++) {
                int way = i % 4;
                all.add(
                        threads.submit(() -> {
                            for (int round = 0; round < 20; round++) {
                                end(way);
                            }
                        }));
            }
        }
        // Then
        for (Future<?> each : all) {
            assertThat(each.state()).isEqualTo(Future.State.SUCCESS);
        }
        awaitPlaces(3);
        assertThat(appliance.refusedFor("address_limit")).isPositive();
    }

    /** A connection that ends in one of four ways; the gateway may have closed it before. */
    private void end(int way) {
        URI gateway = appliance.uri("/");
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort());
                RawCaller caller = new RawCaller(appliance, socket)) {
            switch (way) {
                case 0 -> caller.end();
                case 1 -> caller.say("GET /v1/mod");
                case 2 -> {
                    caller.say(
                            "POST /v1/chat/completions HTTP/1.1~~Host: x~~Authorization: Bearer KEY~~Content-Length: 99~~~~{");
                    socket.setSoLinger(true, 0);
                }
                default -> caller.say(LIST.formatted("")).until(ID);
            }
        } catch (IOException | AssertionError turnedAway) {
            // Nothing is promised to it but an end.
            assertThat(turnedAway).isNotNull();
        }
    }

    @Test
    void whoComesWhenAllConnectionsAreTakenWaitsAndIsServedWhenOneCloses() throws Exception {
        // Given
        restart("max-connections: 2", 4);
        RawCaller first = new RawCaller(appliance);
        try (RawCaller second = new RawCaller(appliance);
                Socket waiting = socket("127.0.0.2");
                RawCaller third = new RawCaller(appliance, waiting)) {
            first.say(LIST.formatted("")).until(ID);
            second.say(LIST.formatted("")).until(ID);
            third.say(LIST.formatted(""));
            TimeUnit.MILLISECONDS.sleep(500);
            int early = waiting.getInputStream().available();
            // When
            first.close();
            // Then
            assertThat(early).isZero();
            assertThat(third.until(ID)).contains(" 200 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/messages"})
    void oneRequestMoreThanAKeyMayHaveGetsA429InItsProtocol(String path) throws Exception {
        // Given: four requests that nobody answers
        restart("max-connections-per-address: 20", 4);
        List<RawCaller> callers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            callers.add(hang(""));
        }
        appliance.awaitInFlight(4);
        String good =
                "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        // When
        HttpResponse<String> refused = appliance.post(path, good);
        // Then
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("retry-after")).contains("1");
        assertThat(refused.body())
                .contains(
                        "4 requests under way",
                        path.endsWith("messages") ? "rate_limit_error" : "rate_limit_exceeded");
        assertThat(appliance.traceOf(refused).rejection()).contains("too_many_concurrent_requests");
        HttpRequest.Builder others =
                HttpRequest.newBuilder(appliance.uri(path))
                        .POST(HttpRequest.BodyPublishers.ofString(good));
        assertThat(appliance.send(others, appliance.newKey()).statusCode()).isEqualTo(200);
        // Callers that die give their places back.
        for (RawCaller each : callers) {
            each.close();
        }
        appliance.awaitInFlight(0);
        assertThat(appliance.post(path, good).statusCode()).isEqualTo(200);
    }

    @Test
    void behindATrustedProxyTheRequestsOfAnAddressAreCounted() throws Exception {
        // Given
        restart("max-connections-per-address: 1, trusted-proxies: [127.0.0.1, 10.0.0.0/8]", 9);
        try (RawCaller hanging = hang("X-Forwarded-For: 1.1.1.1, 6.6.6.6, 10.2.3.4~~");
                RawCaller other = new RawCaller(appliance);
                RawCaller same = new RawCaller(appliance)) {
            appliance.awaitInFlight(1);
            // When
            String refused =
                    same.say(LIST.formatted("X-Forwarded-For: 9.9.9.9, 6.6.6.6~~")).until("}}");
            String served =
                    other.say(LIST.formatted("X-Forwarded-For: 6.6.6.6, 7.7.7.7~~")).until(ID);
            // Then
            assertThat(refused)
                    .startsWith("HTTP/1.1 429")
                    .contains("retry-after: 1", "rate_limit_exceeded", "Your address has 1");
            assertThat(served).contains(" 200 ");
            assertThat(hanging).isNotNull();
        }
        appliance.awaitInFlight(0);
        try (RawCaller again = new RawCaller(appliance)) {
            assertThat(again.say(LIST.formatted("X-Forwarded-For: 6.6.6.6~~")).until(ID))
                    .contains(" 200 ");
        }
    }

    @Test
    void whatACallerSaysOfItsAddressIsIgnoredAndNeverTravels() throws Exception {
        // Given
        String forwarded =
                "X-Forwarded-For: 6.6.6.6~~X-Forwarded-Proto: https~~Forwarded: for=6.6.6.6~~";
        try (RawCaller first = new RawCaller(appliance);
                RawCaller second = new RawCaller(appliance);
                RawCaller third = hang(forwarded)) {
            first.say(LIST.formatted("X-Forwarded-For: 1.1.1.1~~")).until(ID);
            second.say(LIST.formatted("X-Forwarded-For: 2.2.2.2~~")).until(ID);
            appliance.awaitInFlight(1);
            while (simulator.seen().isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            // When
            String heard = closedAtOnce();
            // Then
            assertThat(heard).isEmpty();
            assertThat(third).isNotNull();
            Seen seen = simulator.seen().getFirst();
            assertThat(seen.headers().keySet())
                    .doesNotContain("x-forwarded-for", "x-forwarded-proto", "forwarded");
            assertThat(seen.headers().toString()).doesNotContain("6.6.6.6");
        }
    }

    /** A request whose upstream never answers. */
    private RawCaller hang(String fields) throws IOException {
        return new RawCaller(appliance)
                .ask(
                        "/v1/chat/completions",
                        "Authorization: Bearer KEY~~" + fields,
                        "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                                .formatted(HANGS));
    }

    private RawCaller from(String address) throws IOException {
        return new RawCaller(appliance, socket(address));
    }

    private Socket socket(String address) throws IOException {
        URI gateway = appliance.uri("/");
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
        socket.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()));
        return socket;
    }

    /** What a caller hears that says nothing; a reset is an end too. */
    private String closedAtOnce() throws IOException {
        try (RawCaller caller = new RawCaller(appliance)) {
            return caller.rest();
        }
    }

    /** So many connections can be had at once, and not one more. */
    private void awaitPlaces(int places) throws Exception {
        for (int attempt = 0; attempt < 100; attempt++) {
            if (served(places)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new AssertionError("not " + places + " places");
    }

    private boolean served(int places) throws IOException {
        List<RawCaller> callers = new ArrayList<>();
        try {
            for (int i = 0; i < places; i++) {
                RawCaller caller = new RawCaller(appliance);
                callers.add(caller);
                caller.say(LIST.formatted("")).until(ID);
            }
            return closedAtOnce().isEmpty();
        } catch (IOException | AssertionError turnedAway) {
            return false;
        } finally {
            for (RawCaller each : callers) {
                each.close();
            }
        }
    }
}
