package io.sallyport.bench;

/** What came over the connection cannot be counted as an answer; the sentence says why. */
final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String why;

    NoAnswer(String why) {
        super(why);
        this.why = why;
    }

    String why() {
        return why;
    }
}
