package io.sallyport.exchange.content;

import io.sallyport.exchange.FinishReason;
import io.sallyport.exchange.Usage;
import java.util.List;
import java.util.Optional;

/** A whole answer in the neutral form. */
public record Answer(
        String id,
        List<Part> parts,
        FinishReason finish,
        Optional<String> stopSequence,
        Usage usage) {

    /** Copies the list. */
    public Answer {
        parts = List.copyOf(parts);
    }

    @Override
    public String toString() {
        return "Answer[" + parts.size() + " parts, " + finish + "]";
    }
}
