package io.sallyport.bench;

import java.io.IOException;

/**
 * One line of the fault table.
 *
 * @param fault what goes wrong
 * @param expected what the appliance shall do
 * @param trials how often
 * @param act makes it go wrong, and looks
 */
record FaultRow(String fault, String expected, int trials, Act act) {
    /** Makes something go wrong so often, and looks. */
    @FunctionalInterface
    interface Act {
        void run(Site site, int trials, Findings findings) throws IOException, InterruptedException;
    }
}
