package io.sallyport.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where everybody keeps what they write during one run; it is removed behind it. */
record WorkingDirectory(Path path) implements AutoCloseable {

    static WorkingDirectory make(String purpose) throws IOException {
        return new WorkingDirectory(Files.createTempDirectory("sallyport-" + purpose));
    }

    /** A new directory in it. */
    Path own(String name) throws IOException {
        return Files.createDirectory(path.resolve(name));
    }

    @Override
    public void close() throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> found = Files.walk(path)) {
            found.sorted(Comparator.reverseOrder()).forEach(all::add);
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }
}
