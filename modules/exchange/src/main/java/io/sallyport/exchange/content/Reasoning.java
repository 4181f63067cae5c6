package io.sallyport.exchange.content;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How much thinking is wanted.
 *
 * @param enabled false = explicitly none
 * @param effort {@code minimal}, {@code low}, {@code medium}, {@code high}, {@code xhigh} or {@code
 *     max}
 * @param budgetTokens Anthropic's thinking budget
 */
public record Reasoning(boolean enabled, Optional<String> effort, OptionalInt budgetTokens) {}
