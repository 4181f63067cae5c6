package io.sallyport.bench;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A gateway in a process of its own, with its output in a file; it ends with this object. */
final class RunningProcess implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final int SHOWN = 10;
    private static final long LOOK_AGAIN_MILLIS = 50;

    private final Process process;
    private final Path log;

    private RunningProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it in this directory, with these variables besides our own. */
    static RunningProcess start(
            Path directory, List<String> command, Map<String, String> environment)
            throws IOException {
        Path log = directory.resolve("output.log");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new RunningProcess(builder.start(), log);
    }

    /** The line that begins so, once it is there. */
    String line(String beginning, Duration patience) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() - end < 0) {
            Optional<String> found =
                    output().lines().filter(line -> line.startsWith(beginning)).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            if (!process.isAlive()) {
                break;
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        throw new BenchFailed("did not say \"" + beginning + "\":\n" + lastWords());
    }

    /** Returns when somebody listens on this port of the loopback address. */
    void listening(int port, Duration patience) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (process.isAlive() && System.nanoTime() - end < 0) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (ConnectException notYet) {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
        }
        throw new BenchFailed("does not listen on port " + port + ":\n" + lastWords());
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** As if the machine had failed: no chance to tidy up. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    ProcessTree tree() {
        return new ProcessTree(process.toHandle());
    }

    /** The end of what it wrote. */
    String lastWords() throws IOException {
        List<String> lines = output().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN), lines.size()));
    }

    private String output() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
