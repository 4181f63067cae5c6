package io.sallyport.bench;

import java.util.Arrays;

/**
 * The metrics of an appliance at one moment.
 *
 * @param text as Prometheus reads it
 */
record Scrape(String text) {

    /** The sum of all series of this name that have all these labels; 0 when there is none. */
    double sum(String name, String... labels) {
        return text.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .filter(line -> Arrays.stream(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
