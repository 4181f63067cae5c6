package io.sallyport.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.DialectName;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The JDK's client keeps the contract, and leaves nothing behind. */
class JdkUpstreamClientTest extends UpstreamClientContract {

    @Override
    UpstreamClient client() {
        return new JdkUpstreamClient();
    }

    @Test
    void noThreadOutlivesTheClient() throws IOException, InterruptedException {
        // Given
        long before = selectors();
        try (TestForwarding world = new TestForwarding()) {
            world.client.close();
            world.client = new JdkUpstreamClient();
            world.send(false, world.good());
            world.send(true, world.streams(Said.opening(DialectName.OPENAI_CHAT)));
            assertThat(selectors()).isGreaterThan(before);
        }
        // When
        for (int i = 0; i < 100 && selectors() > before; i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        // Then
        assertThat(selectors()).isEqualTo(before);
    }

    private static long selectors() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("HttpClient-"))
                .count();
    }
}
