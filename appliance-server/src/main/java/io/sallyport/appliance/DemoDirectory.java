package io.sallyport.appliance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a demo keeps its data: a directory that was named and stays, or one that goes with it. */
final class DemoDirectory implements AutoCloseable {
    private final Path path;
    private final Optional<Path> temporary;

    private DemoDirectory(Path path, Optional<Path> temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    static DemoDirectory named(Path path) {
        return new DemoDirectory(path, Optional.empty());
    }

    static DemoDirectory temporary() throws IOException {
        Path made = Files.createTempDirectory("sallyport-demo");
        return new DemoDirectory(made, Optional.of(made));
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        if (temporary.isEmpty()) {
            return;
        }
        try (Stream<Path> files = Files.walk(temporary.get())) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}
