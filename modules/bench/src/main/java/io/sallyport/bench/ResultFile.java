package io.sallyport.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file that the results are to be written to. */
final class ResultFile {
    private ResultFile() {}

    /** Told before the measuring, not after it; nothing was asked for when there is none. */
    static void writable(@Nullable Path file) {
        if (file == null) {
            return;
        }
        Path directory = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || directory == null || !Files.isWritable(directory)) {
            throw new BenchFailed(
                    file
                            + " cannot be written. Name a file in a directory that is"
                            + " there and that this user may write to.");
        }
    }
}
