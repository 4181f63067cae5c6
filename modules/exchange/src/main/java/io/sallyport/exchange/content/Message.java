package io.sallyport.exchange.content;

import java.util.List;

/** One turn of a conversation; results of tools stand in user messages. */
public record Message(Role role, List<Part> parts) {

    /** Who speaks. */
    public enum Role {
        /** The application: system and developer messages. */
        SYSTEM,
        /** The person, and the results of tools. */
        USER,
        /** The model. */
        ASSISTANT
    }

    /** Copies the list. */
    public Message {
        parts = List.copyOf(parts);
    }

    @Override
    public String toString() {
        return "Message[" + role + ", " + parts.size() + " parts]";
    }
}
