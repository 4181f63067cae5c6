package io.sallyport.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Who runs on which core: the gateway that is measured on core 0, load and upstream on the others.
 * Where it cannot be done, {@link #remark} says so, because the figures mean less then.
 *
 * @param possible whether there is a second core and the command {@code taskset}
 * @param remark what a reader of the figures must know
 */
record Pinning(boolean possible, String remark) {

    static Pinning ofThisMachine(Programs programs) {
        int cores = Runtime.getRuntime().availableProcessors();
        if (programs.find("taskset").isEmpty()) {
            return new Pinning(
                    false, "not pinned to cores: no taskset. Fix: apt-get install util-linux");
        }
        if (cores < 2) {
            return new Pinning(false, "not pinned to cores: this machine has only one");
        }
        return new Pinning(
                true,
                "gateway on core 0, load and upstream on "
                        + (cores == 2 ? "core 1" : "cores 1 to " + (cores - 1)));
    }

    /** The command line of a gateway, on its core. */
    List<String> gateway(List<String> command) {
        if (!possible) {
            return command;
        }
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", "0"));
        pinned.addAll(command);
        return pinned;
    }

    /** Moves this process, with all its threads, off the core of the gateway. */
    void ourselves() throws IOException, InterruptedException {
        if (!possible) {
            return;
        }
        String others = "1-" + (Runtime.getRuntime().availableProcessors() - 1);
        String pid = Long.toString(ProcessHandle.current().pid());
        int code =
                new ProcessBuilder("taskset", "-a", "-c", "-p", others, pid)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start()
                        .waitFor();
        if (code != 0) {
            throw new BenchFailed(
                    "taskset could not move this process to cores " + others + ", see above");
        }
    }
}
