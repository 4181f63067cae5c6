package io.sallyport.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The appliance as it is shipped, in a process of its own, of which something is to be proved. */
final class ProvedAppliance implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration SETTLING = Duration.ofSeconds(20);
    private static final long LOOK_MILLIS = 100;

    private final Path directory;
    private final List<String> serve;
    private final Map<String, String> environment;
    private RunningProcess process;
    private String ready;
    private String key = "";

    private ProvedAppliance(
            Path directory,
            List<String> serve,
            Map<String, String> environment,
            RunningProcess process,
            String ready) {
        this.directory = directory;
        this.serve = serve;
        this.environment = environment;
        this.process = process;
        this.ready = ready;
    }

    /**
     * Starts it and makes a key.
     *
     * @param launcher the command line that runs the appliance's commands
     * @param environment variables besides our own
     */
    static ProvedAppliance start(
            Path directory,
            String configuration,
            List<String> launcher,
            Map<String, String> environment)
            throws IOException, InterruptedException {
        Path file = directory.resolve("proved.yaml");
        Files.writeString(file, configuration);
        List<String> serve = ApplianceProcess.with(launcher, "serve", "--config", file.toString());
        RunningProcess process = RunningProcess.start(directory, serve, environment);
        try {
            ProvedAppliance appliance =
                    new ProvedAppliance(
                            directory, serve, environment, process, process.line("READY ", START));
            appliance.key = ApplianceProcess.key(directory, launcher, appliance.ready);
            return appliance;
        } catch (IOException | InterruptedException | BenchFailed failed) {
            process.close();
            throw failed;
        }
    }

    /**
     * Kills it and starts it again on the same data; returns how long it took until it was ready.
     */
    Duration killAndStart() throws IOException, InterruptedException {
        process.kill();
        long start = System.nanoTime();
        process = RunningProcess.start(directory, serve, environment);
        ready = process.line("READY ", START);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** What is done to an appliance that does not run. */
    @FunctionalInterface
    interface Change {
        /** The directory is the one that it runs in. */
        void make(Path directory) throws IOException, InterruptedException;
    }

    /** Stops it in good order, makes this change, and starts it again on the same data. */
    void whileStopped(Change change) throws IOException, InterruptedException {
        process.close();
        change.make(directory);
        process = RunningProcess.start(directory, serve, environment);
        ready = process.line("READY ", START);
    }

    /** The command and its arguments, as Linux tells them. */
    List<String> commandLine() throws IOException {
        Path told = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        return List.of(Files.readString(told).split("\0"));
    }

    Caller caller() {
        return new Caller(URI.create(ApplianceProcess.field(ready, "gateway")).getPort(), key);
    }

    boolean alive() {
        return process.alive();
    }

    /** Where administrators call it. */
    URI admin() {
        return URI.create(ApplianceProcess.field(ready, "admin"));
    }

    /** The token that lets an administrator in. */
    String adminToken() throws IOException {
        return Files.readString(Path.of(ApplianceProcess.field(ready, "admin-token-file"))).strip();
    }

    /** CPU time since it was started, of all its threads. */
    double cpuSeconds() throws IOException {
        return process.tree().cpuSeconds();
    }

    double residentMiB() throws IOException {
        return process.tree().residentMiB();
    }

    Scrape scrape() throws IOException {
        try (InputStream in = admin().resolve("/metrics").toURL().openStream()) {
            return new Scrape(new String(in.readAllBytes(), UTF_8));
        }
    }

    /** What it holds when it has had time to give everything back. */
    Held settled(long usualThreads) throws IOException, InterruptedException {
        long end = System.nanoTime() + SETTLING.toNanos();
        Held held = Held.of(scrape());
        while (!held.free() && System.nanoTime() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            held = Held.of(scrape());
        }
        long threads = virtualThreads();
        while (threads > usualThreads && System.nanoTime() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            threads = virtualThreads();
        }
        return held.with(threads);
    }

    /** All virtual threads, also those that wait: no metric of the JVM counts them. */
    long virtualThreads() throws IOException, InterruptedException {
        Path dump = directory.resolve("threads.txt");
        told("Thread.dump_to_file", "-overwrite", dump.toString());
        try (var lines = Files.lines(dump)) {
            return lines.filter(line -> line.startsWith("#") && line.contains("\" virtual"))
                    .count();
        }
    }

    /** The heap that is used behind a collection. */
    long liveHeapBytes() throws IOException, InterruptedException {
        told("GC.run");
        return (long) scrape().sum("jvm_memory_used_bytes", "area=\"heap\"");
    }

    private void told(String... command) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        List<String> all =
                ApplianceProcess.with(
                        List.of(jcmd.toString(), Long.toString(process.pid())), command);
        Process asking =
                new ProcessBuilder(all)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("jcmd.log").toFile())
                        .start();
        if (asking.waitFor() != 0) {
            throw new BenchFailed(
                    "jcmd does not reach the appliance: "
                            + Files.readString(directory.resolve("jcmd.log")));
        }
    }

    /** The end of what it wrote. */
    String lastWords() throws IOException {
        return process.lastWords();
    }

    @Override
    public void close() {
        process.close();
    }
}
