package io.sallyport.routing;

/** Text that goes into a header: printable ASCII, at most 200 characters. */
final class ReasonLine {
    private static final int LONGEST = 200;
    private static final int LONGEST_NAME = 100;

    private ReasonLine() {}

    static String of(String text) {
        String ascii = isPrintable(text) ? text : replaced(text);
        return ascii.length() <= LONGEST ? ascii : ascii.substring(0, LONGEST - 3) + "...";
    }

    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPrintable(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPrintable(int codePoint) {
        return codePoint >= ' ' && codePoint <= '~';
    }

    private static String replaced(String text) {
        StringBuilder ascii = new StringBuilder();
        text.codePoints()
                .map(point -> isPrintable(point) ? point : '?')
                .forEach(ascii::appendCodePoint);
        return ascii.toString();
    }

    /** A name that a caller wrote, cut, so that it bends neither a log line nor a message. */
    static String printable(String name) {
        String cut = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "..." : name;
        return cut.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    }
}
