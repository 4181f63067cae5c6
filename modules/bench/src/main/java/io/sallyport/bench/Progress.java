package io.sallyport.bench;

import java.io.PrintWriter;

/**
 * One line on standard error that says what is measured now; a line each where it is no terminal.
 */
final class Progress {
    private final PrintWriter err;
    private final boolean terminal;
    private final int steps;
    private int step;

    Progress(PrintWriter err, boolean terminal, int steps) {
        this.err = err;
        this.terminal = terminal;
        this.steps = steps;
    }

    void next(String what) {
        step++;
        String line = "[%d/%d] %s".formatted(Math.min(step, steps), steps, what);
        if (terminal) {
            err.print("\r\033[K" + line);
        } else {
            err.println(line);
        }
        err.flush();
    }

    /** Leaves the line free for what is printed next. */
    void done() {
        if (terminal) {
            err.print("\r\033[K");
            err.flush();
        }
    }
}
