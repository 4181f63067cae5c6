package io.sallyport.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process and its descendants use, as Linux tells in {@code /proc}: CPU time of all their
 * threads, and resident memory.
 */
record ProcessTree(ProcessHandle root) {
    private static final double TICKS_PER_SECOND = 100;
    private static final int USER_AFTER_NAME = 11;
    private static final int SYSTEM_AFTER_NAME = 12;
    private static final double KIB_PER_MIB = 1024;

    /** CPU seconds since each of them started, in user and kernel mode. */
    double cpuSeconds() throws IOException {
        double seconds = 0;
        for (ProcessHandle process : all()) {
            seconds += cpuSeconds(read(process, "stat"));
        }
        return seconds;
    }

    /** Resident memory, in MiB. */
    double residentMiB() throws IOException {
        double mib = 0;
        for (ProcessHandle process : all()) {
            mib += residentMiB(read(process, "status"));
        }
        return mib;
    }

    private List<ProcessHandle> all() {
        return Stream.concat(Stream.of(root), root.descendants()).toList();
    }

    private static String read(ProcessHandle process, String file) throws IOException {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
        } catch (NoSuchFileException ended) {
            return "";
        }
    }

    /** Of {@code /proc/PID/stat}; the name in it may hold spaces and brackets. */
    static double cpuSeconds(String stat) {
        if (stat.isEmpty()) {
            return 0;
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks =
                Long.parseLong(fields[USER_AFTER_NAME]) + Long.parseLong(fields[SYSTEM_AFTER_NAME]);
        return ticks / TICKS_PER_SECOND;
    }

    /** Of {@code /proc/PID/status}. */
    static double residentMiB(String status) {
        return status.lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToDouble(kib -> Long.parseLong(kib) / KIB_PER_MIB)
                .sum();
    }
}
