package io.sallyport.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Half load with faults in it, for long, and what it does to the memory of the appliance. */
final class Soak {
    private static final int CALLERS = 16;
    private static final int SAMPLES = 30;
    private static final int EVERY_NTH_A_FAULT = 5;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration FINDING = Duration.ofSeconds(5);
    private static final double MIB = 1 << 20;
    private static final List<Mischief> FAULTS =
            List.of(
                    Mischief.CUT_HEAD,
                    Mischief.GARBAGE,
                    Mischief.MUTATED,
                    Mischief.RESET,
                    Mischief.NO_USAGE,
                    Mischief.TOO_MANY,
                    Mischief.OVERLOADED);

    private final Site site;
    private final PrintWriter err;
    private final Findings findings = new Findings();
    private final AtomicLong calls = new AtomicLong();

    private Soak(Site site, PrintWriter err) {
        this.site = site;
        this.err = err;
    }

    /** The whole run, with an appliance of its own. */
    static SoakReport run(
            Duration duration, List<String> launcher, WorkingDirectory directory, PrintWriter err)
            throws IOException, InterruptedException {
        try (FaultyUpstream upstream = FaultyUpstream.start();
                ProvedAppliance appliance =
                        ProvedAppliance.start(
                                directory.own("soak"),
                                SiteConfiguration.of(upstream.port(), FreePort.find(), 1_000),
                                launcher,
                                Map.of())) {
            return new Soak(new Site(appliance, upstream), err).run(duration);
        }
    }

    private SoakReport run(Duration duration) throws IOException, InterruptedException {
        String machine = Machine.described();
        site.caller().ask("good", false);
        Held before = site.appliance().settled(Long.MAX_VALUE);
        tell("warming up, and finding out what it can do");
        during(WARM_UP, Double.MAX_VALUE);
        double half = during(FINDING, Double.MAX_VALUE) / 2;
        tell("%.0f calls a second for %d minutes".formatted(half, duration.toMinutes()));
        List<MemorySample> samples = sampled(duration, half);
        Held after = site.appliance().settled(before.threads());
        if (!after.free() || after.threads() > before.threads()) {
            findings.problem("not given back: " + after + ", before: " + before);
        }
        return new SoakReport(machine, half, findings.seen(), findings.problems(), samples);
    }

    private List<MemorySample> sampled(Duration duration, double perSecond)
            throws IOException, InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        Thread load = Thread.ofVirtual().start(() -> load(over, perSecond));
        List<MemorySample> samples = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 1; i <= SAMPLES; i++) {
            long at = start + duration.toNanos() / SAMPLES * i;
            TimeUnit.NANOSECONDS.sleep(Math.max(0, at - System.nanoTime()));
            MemorySample sample =
                    new MemorySample(
                            Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                            site.appliance().liveHeapBytes() / MIB,
                            site.appliance().residentMiB());
            samples.add(sample);
            tell(
                    "%d s: heap %.1f MiB, resident %.1f MiB"
                            .formatted(sample.seconds(), sample.heapMiB(), sample.residentMiB()));
        }
        over.set(true);
        load.join();
        return samples;
    }

    /** Load for so long; returns how many calls ended in a second. */
    private double during(Duration duration, double perSecond) throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        long before = calls.get();
        long start = System.nanoTime();
        Thread load = Thread.ofVirtual().start(() -> load(over, perSecond));
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        over.set(true);
        load.join();
        return (calls.get() - before) * 1e9 / (System.nanoTime() - start);
    }

    private void load(AtomicBoolean over, double perSecond) {
        try {
            Parallel.run(
                    CALLERS,
                    CALLERS,
                    number -> {
                        double pause =
                                perSecond == Double.MAX_VALUE ? 0 : CALLERS * 1e9 / perSecond;
                        double next = System.nanoTime() + pause * number / CALLERS;
                        while (!over.get()) {
                            next += pause;
                            LockSupport.parkNanos((long) (next - System.nanoTime()));
                            call(calls.incrementAndGet());
                        }
                    });
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void call(long number) throws IOException {
        boolean streamed = number % 2 == 1;
        if (number % EVERY_NTH_A_FAULT != 0) {
            Heard heard = site.caller().ask("good", streamed);
            findings.saw("healthy " + heard.word(), heard.answered());
            return;
        }
        Mischief fault = FAULTS.get((int) (number / EVERY_NTH_A_FAULT % FAULTS.size()));
        Heard heard = site.caller().ask(fault.model(), streamed);
        boolean told = heard.answered() || heard.refused() || heard.brokenOff();
        findings.saw("fault " + heard.word(), told);
    }

    private void tell(String what) {
        err.println(what);
        err.flush();
    }
}
