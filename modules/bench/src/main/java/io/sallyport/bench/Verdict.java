package io.sallyport.bench;

/** What is said of a row. */
enum Verdict {
    HELD("held"),
    NOT_HELD("NOT held"),
    /** The machine was too busy: the same thing measured twice differed as much. */
    NOT_JUDGED("not judged"),
    /** Nothing was promised of it. */
    TOLD("told");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
