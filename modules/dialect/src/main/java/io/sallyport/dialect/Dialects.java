package io.sallyport.dialect;

import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Head;
import java.time.Clock;
import java.util.Set;

/** Every dialect, listed in one place; no discovery. */
public final class Dialects {
    /** The names of the header fields that any of them reads, in lower case. */
    public static final Set<String> HEADERS =
            Set.of(
                    "authorization",
                    "x-api-key",
                    "anthropic-version",
                    "anthropic-beta",
                    "openai-beta",
                    "upgrade");

    private final Dialect openAi;
    private final Dialect anthropic;

    /** All dialects; the clock dates the answers that are translated into Chat Completions. */
    public Dialects(Clock clock) {
        this.openAi = new OpenAiChat(clock);
        this.anthropic = new AnthropicMessages();
    }

    /**
     * The dialect of a request. Never fails: an unknown path gets the dialect whose errors its
     * caller understands. The vendor's prefix decides, then the path, then Anthropic's headers.
     */
    public Dialect of(Head head) {
        RequestPath path = RequestPath.of(head);
        if (path.vendor().isPresent()) {
            return path.vendor().get().equals("anthropic") ? anthropic : openAi;
        }
        if (path.rest().startsWith("/messages")) {
            return anthropic;
        }
        if (path.rest().startsWith("/chat/") || path.rest().startsWith("/responses")) {
            return openAi;
        }
        boolean asAnthropic =
                head.headers().first("anthropic-version").isPresent()
                        || (head.headers().first("x-api-key").isPresent()
                                && head.headers().first("authorization").isEmpty());
        return asAnthropic ? anthropic : openAi;
    }

    /** The dialect of this name. */
    public Dialect named(DialectName name) {
        return switch (name) {
            case OPENAI_CHAT -> openAi;
            case ANTHROPIC_MESSAGES -> anthropic;
        };
    }
}
