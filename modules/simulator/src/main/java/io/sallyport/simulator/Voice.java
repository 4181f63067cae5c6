package io.sallyport.simulator;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** How answers and errors look in one protocol. */
interface Voice {

    /** One event of a stream; a token is preceded by the time that a token takes. */
    record Frame(String text, boolean token) {}

    ObjectNode whole(Answer answer);

    List<Frame> stream(Answer answer, boolean withUsage);

    ObjectNode error(int status, String message);
}
