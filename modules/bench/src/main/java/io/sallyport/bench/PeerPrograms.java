package io.sallyport.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The programs of the peers, in a Python environment of their own that is kept between runs. */
final class PeerPrograms {
    private final Path environment;
    private final Programs programs;
    private final PrintWriter err;

    private PeerPrograms(Path environment, Programs programs, PrintWriter err) {
        this.environment = environment;
        this.programs = programs;
        this.err = err;
    }

    static PeerPrograms ofThisUser(Programs programs, PrintWriter err) {
        Path home = Path.of(System.getProperty("user.home"));
        return new PeerPrograms(home.resolve(".cache/sallyport/peers"), programs, err);
    }

    /** Fetches it when it is not there yet; throws when it cannot be had, with the reason. */
    Path program(Peer peer) throws IOException, InterruptedException {
        Path program = environment.resolve("bin").resolve(peer.label());
        if (Files.isExecutable(program)) {
            return program;
        }
        err.println("fetching " + peer.label() + " (once) ...");
        err.flush();
        Path pip = environment.resolve("bin/pip");
        if (!Files.isExecutable(pip)) {
            Files.createDirectories(environment);
            run(List.of(python(), "-m", "venv", environment.toString()));
        }
        run(List.of(pip.toString(), "install", "--quiet", peer.requirement()));
        if (!Files.isExecutable(program)) {
            throw new BenchFailed("its package has no program " + peer.label());
        }
        return program;
    }

    private String python() {
        return programs.find("python3")
                .orElseThrow(() ->
                        new BenchFailed(
                                "there is no python3."
                                        + " Fix: apt-get install python3 python3-venv"))
                .toString();
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        Path log = environment.resolve("install.log");
        int code =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start()
                        .waitFor();
        if (code != 0) {
            throw new BenchFailed("'%s' failed, see %s".formatted(String.join(" ", command), log));
        }
    }
}
