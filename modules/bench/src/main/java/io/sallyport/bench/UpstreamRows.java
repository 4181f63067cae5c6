package io.sallyport.bench;

import java.io.IOException;
import java.util.List;

/** Upstreams that go wrong. */
final class UpstreamRows {
    private static final int AT_A_TIME = 32;
    private static final List<String> UNUSABLE = List.of("cut-head", "half-close", "garbage");
    private static final List<String> ENDLESS =
            List.of("endless-body", "endless-line", "gzip-bomb");
    private static final List<String> USAGES = List.of("no-usage", "negative-usage", "wrong-usage");

    /** Twice the largest answer that the configuration of the campaign allows. */
    private static final long MOST_GROWTH = 2 * SiteConfiguration.MOST_ANSWER;

    private UpstreamRows() {}

    /** Those for which the circuit breakers are as shipped. */
    static List<FaultRow> withBreakers(FaultPlan plan) {
        return List.of(
                new FaultRow(
                        "upstream refuses connections",
                        "answered by the next, breaker opens",
                        plan.trials(),
                        (site, trials, findings) ->
                                answeredByTheNext(site, "refused-chain", trials, findings)),
                new FaultRow(
                        "upstream's name is not known",
                        "answered by the next, breaker opens",
                        plan.trials(),
                        (site, trials, findings) ->
                                answeredByTheNext(site, "nameless-chain", trials, findings)),
                new FaultRow(
                        "429 with Retry-After, nobody else",
                        "typed error, at most 1.1 × the requests",
                        plan.trials(),
                        (site, trials, findings) ->
                                storm(site, Mischief.TOO_MANY, trials, findings)),
                new FaultRow(
                        "storm of 529, nobody else",
                        "typed error, at most 1.1 × the requests",
                        plan.trials(),
                        (site, trials, findings) ->
                                storm(site, Mischief.OVERLOADED, trials, findings)));
    }

    /** Those that must reach their upstream every time. */
    static List<FaultRow> all(FaultPlan plan) {
        return List.of(
                new FaultRow(
                        "accepts and never answers",
                        "answered by the next after the deadline",
                        plan.trials(),
                        UpstreamRows::hangs),
                new FaultRow(
                        "FIN in the head, half close, garbage",
                        "typed 502 or 504",
                        plan.trials(),
                        UpstreamRows::unusable),
                new FaultRow(
                        "mutated answers",
                        "an answer or a typed error, never a hang",
                        plan.mutations(),
                        UpstreamRows::mutated),
                new FaultRow(
                        "RST in the middle of a stream",
                        "error event, no end of a whole stream",
                        plan.trials(),
                        UpstreamRows::reset),
                new FaultRow(
                        "endless body, endless line, gzip bomb",
                        "cut at the cap, heap grows by at most 2 caps",
                        Math.min(plan.trials(), 150),
                        UpstreamRows::endless),
                new FaultRow(
                        "no usage, negative usage, words as usage",
                        "answered, tokens estimated",
                        plan.trials(),
                        UpstreamRows::usages));
    }

    private static void answeredByTheNext(Site site, String model, int trials, Findings findings)
            throws IOException, InterruptedException {
        Parallel.run(
                trials,
                AT_A_TIME,
                number -> {
                    Heard heard = site.caller().ask(model, number % 2 == 1);
                    findings.saw(heard.word(), heard.answered());
                });
        String first = model.substring(0, model.indexOf('-'));
        if (site.appliance().scrape().sum("sallyport_breaker_state", first + "/") == 0) {
            findings.problem("the breaker did not open");
        }
    }

    private static void storm(Site site, Mischief mischief, int trials, Findings findings)
            throws IOException, InterruptedException {
        long before = site.upstream().asked(mischief);
        Parallel.run(
                trials,
                AT_A_TIME,
                number -> {
                    Heard heard = site.caller().ask(mischief.model(), number % 2 == 1);
                    findings.saw(heard.word(), heard.refused());
                });
        findings.amplified((site.upstream().asked(mischief) - before) / (double) trials);
    }

    private static void hangs(Site site, int trials, Findings findings)
            throws IOException, InterruptedException {
        long before = site.upstream().asked(Mischief.HANG);
        Parallel.run(
                trials,
                2 * AT_A_TIME,
                number -> {
                    Heard heard = site.caller().ask("hang-chain", number % 2 == 1);
                    findings.saw(heard.word(), heard.answered());
                });
        findings.amplified((site.upstream().asked(Mischief.HANG) - before) / (double) trials);
    }

    private static void unusable(Site site, int trials, Findings findings)
            throws InterruptedException {
        Parallel.run(
                trials,
                AT_A_TIME,
                number -> {
                    Heard heard = site.caller().ask(UNUSABLE.get(number % UNUSABLE.size()), false);
                    boolean typed =
                            heard.refused() && (heard.status() == 502 || heard.status() == 504);
                    findings.saw(heard.word(), typed);
                });
    }

    private static void mutated(Site site, int trials, Findings findings)
            throws InterruptedException {
        Parallel.run(
                trials,
                AT_A_TIME,
                number -> {
                    Heard heard = site.caller().ask("mutated", number % 2 == 1);
                    boolean told = heard.answered() || heard.refused() || heard.brokenOff();
                    findings.saw(heard.word(), told);
                });
    }

    private static void reset(Site site, int trials, Findings findings)
            throws InterruptedException {
        Parallel.run(
                trials,
                AT_A_TIME,
                number -> {
                    Heard heard = site.caller().ask("reset", true);
                    findings.saw(heard.word(), heard.brokenOff());
                });
    }

    private static void endless(Site site, int trials, Findings findings)
            throws IOException, InterruptedException {
        site.caller().ask("endless-body", false);
        long before = site.appliance().liveHeapBytes();
        Parallel.run(
                trials,
                4,
                number -> {
                    String model = ENDLESS.get(number % ENDLESS.size());
                    Heard heard = site.caller().ask(model, model.equals("endless-line"));
                    findings.saw(heard.word(), heard.refused() || heard.brokenOff());
                });
        long grown = site.appliance().liveHeapBytes() - before;
        findings.remark("heap grew by %.1f MiB".formatted(grown / (double) (1 << 20)));
        if (grown > MOST_GROWTH) {
            findings.problem("the heap grew by " + grown + " bytes");
        }
    }

    private static void usages(Site site, int trials, Findings findings)
            throws IOException, InterruptedException {
        double before = output(site);
        Parallel.run(
                trials,
                AT_A_TIME,
                number -> {
                    Heard heard =
                            site.caller().ask(USAGES.get(number % USAGES.size()), number % 2 == 1);
                    findings.saw(heard.word(), heard.answered());
                });
        double counted = output(site) - before;
        findings.remark("%.1f tokens a call".formatted(counted / trials));
        if (counted < trials) {
            findings.problem("answers were counted as fewer tokens than there were answers");
        }
    }

    private static double output(Site site) throws IOException {
        return site.appliance().scrape().sum("sallyport_tokens_total", "type=\"output\"");
    }
}
