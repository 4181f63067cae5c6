package io.sallyport.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** A machine that has too little memory, or fails. */
final class MachineRows {
    private static final int BODY = 3 << 20;
    private static final int AT_ONCE = 24;
    private static final int RECOVERY_TRIALS = 50;
    private static final Duration MOST_RESTARTING = Duration.ofSeconds(5);

    private MachineRows() {}

    static FaultRow heapPressure(FaultPlan plan) {
        return new FaultRow(
                "more bodies than the heap has room for",
                "503 with a code, recovers, process stays",
                plan.floods(),
                MachineRows::flood);
    }

    static FaultRow kills(FaultPlan plan) {
        return new FaultRow(
                "kill -9 under load",
                "ready again within 5 s, key still works",
                plan.kills(),
                (site, trials, findings) -> kill(site, trials, findings, plan.strictly()));
    }

    /** Bodies whose answers never come, so that all of them want their memory at the same time. */
    private static void flood(Site site, int rounds, Findings findings)
            throws IOException, InterruptedException {
        String body = Caller.body("hang", false, "x".repeat(BODY));
        for (int round = 0; round < rounds; round++) {
            Parallel.run(
                    AT_ONCE,
                    AT_ONCE,
                    number -> {
                        Heard heard = site.caller().ask(body);
                        findings.saw(heard.word(), heard.refused());
                    });
        }
        if (site.appliance().scrape().sum("sallyport_requests_shed_total") == 0) {
            findings.problem("nothing was shed");
        }
        Parallel.run(
                RECOVERY_TRIALS,
                4,
                number -> {
                    Heard heard = site.caller().ask("good", number % 2 == 1);
                    findings.saw("afterwards " + heard.word(), heard.answered());
                });
        if (!site.appliance().alive()) {
            findings.problem("the process ended:\n" + site.appliance().lastWords());
        }
    }

    private static void kill(Site site, int trials, Findings findings, boolean strictly)
            throws IOException, InterruptedException {
        Duration longest = Duration.ZERO;
        for (int i = 0; i < trials; i++) {
            Duration ready = killedUnderLoad(site);
            longest = ready.compareTo(longest) > 0 ? ready : longest;
            Heard heard = site.caller().ask("good", false);
            findings.saw("afterwards " + heard.word(), heard.answered());
        }
        findings.remark("ready after at most " + longest.toMillis() + " ms");
        if (strictly && longest.compareTo(MOST_RESTARTING) > 0) {
            findings.problem("ready after " + longest.toMillis() + " ms only");
        }
    }

    private static Duration killedUnderLoad(Site site) throws IOException, InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        Caller caller = site.caller();
        Thread load =
                Thread.ofVirtual()
                        .start(() -> {
                            while (!over.get()) {
                                askedInVain(caller);
                            }
                        });
        TimeUnit.MILLISECONDS.sleep(300);
        Duration ready = site.appliance().killAndStart();
        over.set(true);
        load.join();
        return ready;
    }

    /** Whoever is called while it is killed does not answer; that is no finding. */
    private static void askedInVain(Caller caller) {
        try {
            caller.ask("good", false);
        } catch (IOException nobodyListens) {
            LockSupport.parkNanos(1_000_000);
        }
    }
}
