package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.wire.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The smuggling corpus of {@code wire}, on the socket of a whole appliance. */
@Timeout(120)
class HostileCorpusTest {
    private static final Path CORPUS =
            Path.of(
                    System.getProperty("sallyport.root", ".."),
                    "modules/wire/src/test/resources/io/sallyport/wire/hostile-requests.txt");

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");

    @TempDir Path directory;

    @Test
    void everyHostileRequestGetsAnErrorAndTheEndOfItsConnection() throws Exception {
        // Given: what asks for the root asks for a chat, with a good key, so that bodies are read
        List<String> corpus =
                Files.readAllLines(CORPUS).stream().filter(line -> !line.startsWith("#")).toList();
        try (TestAppliance appliance =
                new TestAppliance(
                        directory,
                        """
                        providers:
                          o: {base-url: "http://127.0.0.1:9", authentication: none, allow-networks: [127.0.0.1]}
                        models:
                          m: {deployments: [{provider: o, price: {input: 1, output: 1}}]}
                        """,
                        "max-body-size: 100B")) {
            // When
            for (String line : corpus) {
                int bar = line.indexOf(" | ");
                String answer = answer(appliance, line.substring(bar + 3));
                // Then
                assertRefused(line, Fault.valueOf(line.substring(0, bar)), answer);
            }
            // Then
            assertThat(corpus).hasSizeGreaterThan(150);
            assertThat(appliance.refused("")).isEqualTo(corpus.size());
        }
    }

    private static String answer(TestAppliance appliance, String request) throws IOException {
        String asked =
                request.replace("POST / HTTP", "POST /v1/chat/completions HTTP")
                        .replace("<H>", "Host: a\\r\\nAuthorization: Bearer KEY\\r\\n")
                        .replace("KEY", appliance.key());
        try (RawCaller caller = new RawCaller(appliance)) {
            return caller.say(unescaped(asked)).end().rest();
        }
    }

    /** The last answer is the refusal; those before it are of requests that kept the rules. */
    private static void assertRefused(String line, Fault fault, String answer) {
        List<MatchResult> answers = STATUS.matcher(answer).results().toList();
        assertThat(answers).as(line).isNotEmpty();
        assertThat(answers.getFirst().start()).as(line).isZero();
        String last = answer.substring(answers.getLast().start());
        assertThat(last).as(line).contains("connection: close\r\n", "\"error\"", "x-request-id");
        int status = Integer.parseInt(answers.getLast().group(1));
        assertThat(status).as(line).isIn(fault.status(), 408);
    }

    private static byte[] unescaped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            char kind = text.charAt(++i);
            if (kind == 'x') {
                bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                int known = "rnt0".indexOf(kind);
                bytes.write(known < 0 ? kind : "\r\n\t\0".charAt(known));
            }
        }
        return bytes.toByteArray();
    }
}
