package io.sallyport.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many files and sockets a process of this user may have open, as Linux tells. */
final class OpenFiles {
    private static final String NAME = "Max open files";

    private OpenFiles() {}

    /** Refuses in time what would end in the middle. */
    static void enough(int needed) throws IOException {
        String limits = Files.readString(Path.of("/proc/self/limits"));
        if (most(limits) < needed) {
            throw new BenchFailed(
                    "%d open files are needed here, and this user may have %d. Fix: ulimit -n %d"
                            .formatted(needed, most(limits), needed));
        }
    }

    /** The hard limit, up to which the JVM goes by itself; of {@code /proc/PID/limits}. */
    static long most(String limits) {
        return limits.lines()
                .filter(line -> line.startsWith(NAME))
                .map(line -> line.substring(NAME.length()).strip().split("\\s+")[1])
                .mapToLong(
                        limit -> limit.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(limit))
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }
}
