package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.audit.port.Trace;
import io.sallyport.exchange.DialectName;
import io.sallyport.simulator.Personality;
import io.sallyport.simulator.Simulator;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An upstream is killed while it serves 200 callers, and another one could serve them all. */
class UpstreamDiesTest {
    private static final int CALLERS = 200;
    private static final int UNDER_WAY = 50;

    @TempDir Path directory;

    @Test
    void noRequestIsLostThatCouldBeServedElsewhere() throws Exception {
        // Given
        Simulator dying = simulator(Duration.ofMillis(400));
        try (Simulator well = simulator(Duration.ZERO);
                TestAppliance appliance = appliance(dying, well);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Asked> asked = asked();
            List<Future<HttpResponse<String>>> answers = new ArrayList<>();
            for (Asked each : asked) {
                answers.add(callers.submit(() -> appliance.post(each.path(), each.body("safe"))));
            }
            while (dying.seen().size() < UNDER_WAY) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            // When
            dying.close();
            // Then
            int takenOver = 0;
            for (int i = 0; i < CALLERS; i++) {
                HttpResponse<String> answer = answers.get(i).get();
                Trace trace = appliance.traceOf(answer);
                boolean brokenOff = trace.attempts().getLast().outcome().equals("BROKEN_OFF");
                if (brokenOff) {
                    asked.get(i).assertBrokenOff(answer);
                } else {
                    asked.get(i).assertAnswered(answer);
                }
                takenOver += !brokenOff && trace.attempts().size() == 2 ? 1 : 0;
            }
            assertThat(takenOver).isPositive();
            assertThat(well.seen()).hasSizeGreaterThanOrEqualTo(takenOver);
        }
    }

    private static List<Asked> asked() {
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < CALLERS; i += DialectName.values().length) {
            for (DialectName caller : DialectName.values()) {
                asked.add(new Asked(caller, i % 4 == 0));
            }
        }
        return asked;
    }

    private static Simulator simulator(Duration thinking) {
        return Simulator.start(
                0, List.of(new Personality("m", thinking, Duration.ofMillis(1), 0, 8, 1)));
    }

    private TestAppliance appliance(Simulator dying, Simulator well) {
        return new TestAppliance(
                directory,
                """
                providers:
                  dying: {dialect: openai, base-url: "%s", authentication: none, allow-networks: [127.0.0.1]}
                  well: {dialect: anthropic, base-url: "%s", authentication: none, allow-networks: [127.0.0.1]}
                models:
                  m:
                    capabilities: [streaming]
                    deployments:
                      - {provider: dying, price: {input: 1, output: 1}}
                      - {provider: well, price: {input: 1, output: 1}}
                aliases:
                  safe: [dying/m, well/m]
                keys: {max-concurrent-requests: 1000}
                """
                        .formatted(dying.base(), well.base()));
    }
}
