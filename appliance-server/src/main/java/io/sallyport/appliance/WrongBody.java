package io.sallyport.appliance;

import io.sallyport.adminapi.ErrorAnswer;
import java.io.Serial;
import java.util.List;

/** A body of an admin call that has problems: all of them, so that they are mended in one go. */
final class WrongBody extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final transient List<ErrorAnswer.Problem> problems;

    /** At least one problem. */
    WrongBody(List<ErrorAnswer.Problem> problems) {
        super("a wrong body", null, false, false);
        this.problems = List.copyOf(problems);
    }

    ErrorAnswer answer() {
        return new ErrorAnswer(problems.getFirst(), problems);
    }
}
