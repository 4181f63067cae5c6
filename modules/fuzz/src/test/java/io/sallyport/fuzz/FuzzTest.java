package io.sallyport.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.admission.KeyTextFuzz;
import io.sallyport.dialect.BodyFuzz;
import io.sallyport.dialect.JsonFuzz;
import io.sallyport.dialect.SseFuzz;
import io.sallyport.wire.ChunksFuzz;
import io.sallyport.wire.RequestHeadFuzz;
import io.sallyport.wire.ResponseHeadFuzz;
import io.sallyport.wire.TargetFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The short run of every build: each target reads its kept corpus and mutations of it, the same
 * ones every time. The long run, which looks for new ones, is {@code .ci/fuzz}.
 */
class FuzzTest {
    private static final Path ROOT = Path.of(System.getProperty("sallyport.root"));
    private static final int ROUNDS = 20_000;

    private static final Map<String, Target> TARGETS =
            Map.of(
                    "wire.RequestHeadFuzz", RequestHeadFuzz::fuzzerTestOneInput,
                    "wire.ResponseHeadFuzz", ResponseHeadFuzz::fuzzerTestOneInput,
                    "wire.ChunksFuzz", ChunksFuzz::fuzzerTestOneInput,
                    "wire.TargetFuzz", TargetFuzz::fuzzerTestOneInput,
                    "dialect.JsonFuzz", JsonFuzz::fuzzerTestOneInput,
                    "dialect.BodyFuzz", BodyFuzz::fuzzerTestOneInput,
                    "dialect.SseFuzz", SseFuzz::fuzzerTestOneInput,
                    "admission.KeyTextFuzz", KeyTextFuzz::fuzzerTestOneInput);

    static Stream<String> targets() {
        return TARGETS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void everyPromiseHoldsForTheCorpusAndForMutationsOfIt(String name) throws Exception {
        // Given
        List<byte[]> corpus = corpus(name);
        Mutations mutations = new Mutations(corpus, 20261127);
        Watched watched = new Watched(TARGETS.getOrDefault(name, input -> {}));
        // When
        watched.run(Stream.concat(corpus.stream(), mutations(mutations)).iterator());
        // Then
        assertThat(watched.count()).isEqualTo(corpus.size() + ROUNDS);
    }

    @Test
    void everyTargetOfTheLongRunIsInTheShortOne() throws IOException {
        // Given
        List<String> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve("modules/fuzz/src/test/java"))) {
            // When
            files.map(file -> file.getParent().getFileName() + "." + file.getFileName())
                    .filter(file -> file.endsWith("Fuzz.java"))
                    .forEach(file -> sources.add(file.replace(".java", "")));
        }
        // Then
        assertThat(sources).containsExactlyInAnyOrderElementsOf(TARGETS.keySet());
    }

    @Test
    void aTargetThatHangsIsNamedWithItsInput() {
        // Given
        Watched watched = new Watched(input -> Thread.sleep(60_000), 100);
        // When
        AssertionError error = watched.failure(List.of(new byte[] {1, 2}).iterator());
        // Then
        assertThat(error).hasMessageContaining("0102");
    }

    private static Stream<byte[]> mutations(Mutations mutations) {
        return Stream.generate(mutations::next).limit(ROUNDS);
    }

    private static List<byte[]> corpus(String name) throws IOException {
        List<byte[]> corpus = new ArrayList<>();
        Path folder = ROOT.resolve("modules/fuzz/src/test/resources/fuzz").resolve(name);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                corpus.add(Files.readAllBytes(file));
            }
        }
        assertThat(corpus).as("the corpus of " + name).hasSizeGreaterThan(5);
        return corpus;
    }
}
