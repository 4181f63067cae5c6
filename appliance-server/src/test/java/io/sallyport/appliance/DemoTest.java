package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.catalog.Deployment;
import io.sallyport.catalog.ModelEntry;
import io.sallyport.exchange.DialectName;
import io.sallyport.provider.Provider;
import io.sallyport.simulator.Fault;
import io.sallyport.simulator.Personality;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    @TempDir Path directory;

    @Test
    void theModelsDifferInPriceSpeedQualityAndReliabilityAndSpeakBothProtocols() {
        // When
        DeclaredModels models = DemoModels.at(URI.create("http://127.0.0.1:1"));
        // Then
        Set<Object> speeds = new HashSet<>();
        Set<Object> qualities = new HashSet<>();
        Set<Object> prices = new HashSet<>();
        for (Personality each : DemoModels.PERSONALITIES) {
            speeds.add(each.timePerToken());
            ModelEntry entry =
                    models.models().stream()
                            .filter(model -> model.id().value().equals(each.model()))
                            .findFirst()
                            .orElseThrow();
            qualities.add(entry.quality());
            List<Deployment> deployments = models.catalog().resolve(each.model());
            prices.add(deployments.getFirst().tariff().input());
            assertThat(deployments)
                    .extracting(deployment -> dialect(models, deployment))
                    .containsExactlyInAnyOrder(
                            DialectName.OPENAI_CHAT, DialectName.ANTHROPIC_MESSAGES);
        }
        assertThat(speeds).hasSizeGreaterThanOrEqualTo(4);
        assertThat(qualities).hasSizeGreaterThanOrEqualTo(4);
        assertThat(prices).hasSizeGreaterThanOrEqualTo(4);
        assertThat(DemoModels.PERSONALITIES).anyMatch(each -> each.failureRate() > 0.2);
        assertThat(Arrays.stream(Fault.values()).map(Fault::model))
                .allMatch(fault -> !models.catalog().resolve(fault).isEmpty());
    }

    private static DialectName dialect(DeclaredModels models, Deployment deployment) {
        Provider provider = models.upstreams().of(deployment.provider());
        return provider.dialect();
    }

    @Test
    void everyOptionIsObeyedAndTheReadyLineComesLast() throws Exception {
        // Given
        Path config =
                Files.writeString(directory.resolve("c.yaml"), "aliases: {mine: [sim-small]}\n");
        Path data = directory.resolve("data");
        StringWriter out = new StringWriter();
        // When
        int code =
                Main.commandLine()
                        .setOut(new PrintWriter(out))
                        .execute(
                                "demo",
                                "--once",
                                "--rehearse",
                                "3",
                                "--port",
                                "0",
                                "--admin-port",
                                "0",
                                "--data",
                                data.toString(),
                                "--config",
                                config.toString());
        // Then
        assertThat(code).isZero();
        List<String> lines = out.toString().lines().toList();
        assertThat(lines.getLast())
                .matches(
                        "READY gateway=http://127\\.0\\.0\\.1:\\d+ admin=http://127\\.0\\.0\\.1:\\d+ key=slp_inf_\\S+ admin-token-file="
                                + data.toAbsolutePath()
                                + "/admin-token");
        assertThat(data.resolve("sallyport.mv.db")).exists();
        assertThat(data.resolve("pepper")).exists();
    }
}
