package io.sallyport.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Callers that go wrong, and what those beside them notice. */
final class CallerRows {
    private static final Duration BYTE_EVERY = Duration.ofMillis(500);
    private static final Duration MOST_CANCELLING = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long GIBIBYTE = 1L << 30;

    private CallerRows() {}

    static List<FaultRow> all(FaultPlan plan) {
        return List.of(
                new FaultRow(
                        "slow drips beside load",
                        "drips and load are answered",
                        plan.drips(),
                        CallerRows::drips),
                new FaultRow(
                        "callers announce a body of 1 GiB",
                        "413 before it is read",
                        plan.trials(),
                        CallerRows::hugeBodies),
                new FaultRow(
                        "callers leave",
                        "upstream cancelled within 1 s",
                        plan.trials(),
                        (site, trials, findings) -> leave(site, trials, findings, plan.strictly())),
                new FaultRow(
                        "Slowloris beside healthy callers",
                        "healthy callers are answered",
                        plan.slow(),
                        (site, trials, findings) ->
                                slowloris(site, trials, findings, plan.hold())));
    }

    private static void drips(Site site, int trials, Findings findings)
            throws IOException, InterruptedException {
        Latencies alone = load(site, findings, Duration.ofSeconds(2), () -> false);
        AtomicBoolean over = new AtomicBoolean();
        Thread dripping =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                Parallel.run(
                                        trials,
                                        trials,
                                        number -> {
                                            Heard heard =
                                                    site.caller().ask("drip", number % 2 == 1);
                                            findings.saw("drip " + heard.word(), heard.answered());
                                        });
                            } catch (InterruptedException stopped) {
                                Thread.currentThread().interrupt();
                            } finally {
                                over.set(true);
                            }
                        });
        Latencies beside = load(site, findings, PATIENCE, over::get);
        dripping.join();
        compared(findings, alone, beside);
    }

    private static void hugeBodies(Site site, int trials, Findings findings)
            throws InterruptedException {
        Parallel.run(
                trials,
                16,
                number -> {
                    try (Socket socket = site.caller().open()) {
                        String head = site.caller().head(GIBIBYTE);
                        socket.getOutputStream().write(head.getBytes(ISO_8859_1));
                        Heard heard = site.caller().hear(socket);
                        findings.saw(heard.word(), heard.status() == 413 && heard.refused());
                    }
                });
    }

    private static void leave(Site site, int trials, Findings findings, boolean strictly)
            throws IOException, InterruptedException {
        int usual = site.upstream().connections();
        long before = site.upstream().asked(Mischief.HANG);
        List<Socket> callers = new ArrayList<>();
        for (int i = 0; i < trials; i++) {
            callers.add(site.caller().send(Caller.body("patient", i % 2 == 1, "hello")));
        }
        awaitUntil(() -> site.upstream().asked(Mischief.HANG) - before >= trials);
        long start = System.nanoTime();
        for (Socket caller : callers) {
            caller.close();
        }
        boolean cancelled = awaitUntil(() -> site.upstream().connections() <= usual);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        int left = Math.max(0, site.upstream().connections() - usual);
        for (int i = 0; i < trials; i++) {
            findings.saw(i < left ? "orphan" : "cancelled", i >= left);
        }
        findings.remark("all cancelled after " + took.toMillis() + " ms");
        if (!cancelled || (strictly && took.compareTo(MOST_CANCELLING) > 0)) {
            findings.problem("cancelled after " + took.toMillis() + " ms only");
        }
    }

    private static void slowloris(Site site, int sockets, Findings findings, Duration hold)
            throws IOException, InterruptedException {
        Latencies alone = load(site, findings, Duration.ofSeconds(2), () -> false);
        List<Socket> slow = new ArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        for (int i = 0; i < sockets; i++) {
            slow.add(site.caller().open());
        }
        Thread trickling = Thread.ofVirtual().start(() -> trickle(site, slow, over, findings));
        Latencies beside = load(site, findings, hold, () -> false);
        over.set(true);
        trickling.join();
        for (Socket socket : slow) {
            socket.close();
        }
        compared(findings, alone, beside);
    }

    /** A byte of a head to each again and again; who was cut off comes again. */
    private static void trickle(
            Site site, List<Socket> slow, AtomicBoolean over, Findings findings) {
        try {
            while (!over.get()) {
                for (int i = 0; i < slow.size(); i++) {
                    if (!trickled(slow.get(i))) {
                        findings.saw("slow one cut off");
                        slow.set(i, site.caller().open());
                    }
                }
                TimeUnit.MILLISECONDS.sleep(BYTE_EVERY.toMillis());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException refused) {
            findings.problem("a connection was refused: " + refused.getMessage());
        }
    }

    private static boolean trickled(Socket socket) {
        try {
            socket.getOutputStream().write('G');
            return true;
        } catch (IOException cut) {
            return false;
        }
    }

    /** One healthy call after the other. */
    private static Latencies load(
            Site site, Findings findings, Duration atMost, BooleanSupplier over)
            throws IOException {
        Latencies latencies = new Latencies();
        long end = System.nanoTime() + atMost.toNanos();
        while (!over.getAsBoolean() && System.nanoTime() - end < 0) {
            long start = System.nanoTime();
            Heard heard = site.caller().ask("good", false);
            latencies.add(System.nanoTime() - start);
            findings.saw("healthy " + heard.word(), heard.answered());
        }
        return latencies;
    }

    private static void compared(Findings findings, Latencies alone, Latencies beside) {
        findings.remark(
                "healthy p99 %.1f ms alone, %.1f ms beside"
                        .formatted(alone.millis(0.99), beside.millis(0.99)));
    }

    private static boolean awaitUntil(BooleanSupplier done) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean() && System.nanoTime() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return done.getAsBoolean();
    }
}
