package io.sallyport.adminapi;

import java.util.List;
import java.util.Optional;

/** The body of every error: the first problem, and all of them when there are several. */
public record ErrorAnswer(Problem error, List<Problem> problems) {

    /** Copies the list. */
    public ErrorAnswer {
        problems = List.copyOf(problems);
    }

    /**
     * One problem.
     *
     * @param code a stable snake_case code
     * @param message what is wrong and how to fix it
     * @param field the field at fault, if there is one
     */
    public record Problem(String code, String message, Optional<String> field) {}
}
