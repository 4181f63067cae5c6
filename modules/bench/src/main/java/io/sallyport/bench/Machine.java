package io.sallyport.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine that the figures are of, in one line. */
final class Machine {
    private static final double KIB_PER_GIB = 1024 * 1024;

    private Machine() {}

    static String described() throws IOException {
        String processor = value(Path.of("/proc/cpuinfo"), "model name");
        String memory = value(Path.of("/proc/meminfo"), "MemTotal").replaceAll("[^0-9]", "");
        String load = Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
        return "%d cores of %s, %.0f GiB, %s %s, Java %s; load %s at the start"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        processor,
                        memory.isEmpty() ? 0 : Long.parseLong(memory) / KIB_PER_GIB,
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        Runtime.version().feature(),
                        load);
    }

    private static String value(Path file, String name) throws IOException {
        return Files.readString(file)
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }
}
