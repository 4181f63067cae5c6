package io.sallyport.routing;

import java.util.regex.Pattern;

/** Text that goes into a header: printable ASCII, at most 200 characters. */
final class ReasonLine {
    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x20-\\x7e]");
    private static final int LONGEST = 200;
    private static final int LONGEST_NAME = 100;

    private ReasonLine() {}

    static String of(String text) {
        String ascii = NOT_ASCII.matcher(text).replaceAll("?");
        return ascii.length() <= LONGEST ? ascii : ascii.substring(0, LONGEST - 3) + "...";
    }

    /** A name that a caller wrote, cut, so that it bends neither a log line nor a message. */
    static String printable(String name) {
        String cut = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "..." : name;
        return cut.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    }
}
