package io.sallyport.exchange.content;

import java.util.List;
import java.util.Optional;

/**
 * A request in the neutral form that stands between the protocols.
 *
 * @param messages in order; system messages may stand anywhere
 * @param tools that the model may call
 * @param toolChoice how free the model is in calling them
 * @param parallelTools whether it may call several in one turn; empty = the protocol's default
 * @param format what the answer must look like
 * @param reasoning how much thinking is wanted; empty = the model's default
 * @param sampling temperature and the like
 * @param endUser the caller's opaque id of its own user
 */
public record Conversation(
        List<Message> messages,
        List<Tool> tools,
        ToolChoice toolChoice,
        Optional<Boolean> parallelTools,
        ResponseFormat format,
        Optional<Reasoning> reasoning,
        Sampling sampling,
        Optional<String> endUser) {

    /** Copies the lists. */
    public Conversation {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
    }

    @Override
    public String toString() {
        return "Conversation[" + messages.size() + " messages, " + tools.size() + " tools]";
    }
}
