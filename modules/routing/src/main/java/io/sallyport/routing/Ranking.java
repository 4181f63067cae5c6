package io.sallyport.routing;

import io.sallyport.exchange.Strategy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Orders the equals of one step: what answers the request wholly, then by score, then by load, then
 * by id. Who is alone is compared with nobody.
 */
record Ranking(Fitness fitness, Scoring scoring) {

    /** Best first. */
    List<Option> of(List<Option> equals, Strategy by) {
        if (equals.size() < 2) {
            return equals;
        }
        List<Scores> scores = scoring.of(equals);
        List<Ranked> ranked = new ArrayList<>(equals.size());
        for (int i = 0; i < equals.size(); i++) {
            Option option = equals.get(i);
            boolean wholly = fitness.wholly(option.offer().model());
            ranked.add(new Ranked(option, wholly, scores.get(i)));
        }
        ranked.sort(bestFirst(by));
        List<Option> ordered = new ArrayList<>(ranked.size());
        for (Ranked each : ranked) {
            ordered.add(each.option());
        }
        return ordered;
    }

    private static Comparator<Ranked> bestFirst(Strategy by) {
        return Comparator.comparing((Ranked each) -> !each.wholly())
                .thenComparing(Ranked::scores, Scores.bestFirst(by))
                .thenComparingInt(each -> each.option().signal().inFlight())
                .thenComparing(each -> each.option().id());
    }

    private record Ranked(Option option, boolean wholly, Scores scores) {}
}
