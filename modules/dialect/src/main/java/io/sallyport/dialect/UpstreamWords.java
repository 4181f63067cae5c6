package io.sallyport.dialect;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a rejection of what an upstream said about a request that it refused. Only numbers and
 * names from a closed list are taken from its sentence; nothing of it is relayed.
 */
final class UpstreamWords {
    private static final Pattern PROMPT =
            Pattern.compile("prompt is too long: (\\d{1,12}) tokens > (\\d{1,12}) maximum");
    private static final Pattern SUM =
            Pattern.compile("exceed context limit: (\\d{1,12}) \\+ (\\d{1,12}) > (\\d{1,12})");
    private static final Pattern MAXIMUM =
            Pattern.compile("maximum context length is (\\d{1,12}) tokens");
    private static final Pattern RESULTED =
            Pattern.compile(
                    "(?:resulted in|requested|contains at least|has) (\\d{1,12})(?: input)? tokens");
    private static final Pattern SPLIT =
            Pattern.compile("\\((\\d{1,12}) in the messages, (\\d{1,12}) in the completion\\)");
    private static final Pattern EXTRA =
            Pattern.compile("([a-z_]{1,40}): Extra inputs are not permitted");
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9_.\\[\\]]{1,64}");

    /** Fields whose refusal a client knows how to answer. */
    private static final List<String> KNOWN_EXTRAS =
            List.of(
                    "context_management",
                    "output_config",
                    "thinking",
                    "thread",
                    "container",
                    "mcp_servers",
                    "metadata",
                    "service_tier",
                    "cache_control",
                    "speed");

    private UpstreamWords() {}

    /** What an upstream meant by this message, type or code, and field; any of them may be "". */
    static Rejection refused(int status, String message, String code, String field) {
        return contextTooLong(message, code)
                .or(() -> knownRefusal(message))
                .orElseGet(() -> plain(status, code, field));
    }

    private static Optional<Rejection> contextTooLong(String message, String code) {
        Matcher sum = SUM.matcher(message);
        if (sum.find()) {
            return Optional.of(new ContextTooLong(number(sum, 1), number(sum, 2), number(sum, 3)));
        }
        Matcher prompt = PROMPT.matcher(message);
        if (prompt.find()) {
            return Optional.of(
                    new ContextTooLong(number(prompt, 1), OptionalLong.empty(), number(prompt, 2)));
        }
        Matcher maximum = MAXIMUM.matcher(message);
        if (maximum.find()) {
            Matcher split = SPLIT.matcher(message);
            if (split.find()) {
                return Optional.of(
                        new ContextTooLong(number(split, 1), number(split, 2), number(maximum, 1)));
            }
            Matcher resulted = RESULTED.matcher(message);
            OptionalLong input = resulted.find() ? number(resulted, 1) : OptionalLong.empty();
            return Optional.of(new ContextTooLong(input, OptionalLong.empty(), number(maximum, 1)));
        }
        boolean said =
                code.equals("context_length_exceeded")
                        || message.contains("Input is too long")
                        || message.contains("prompt is too long");
        return said ? Optional.of(ContextTooLong.UNKNOWN) : Optional.empty();
    }

    private static Optional<Rejection> knownRefusal(String message) {
        Matcher extra = EXTRA.matcher(message);
        if (extra.find() && KNOWN_EXTRAS.contains(extra.group(1))) {
            String name = extra.group(1);
            return Optional.of(
                    new InvalidRequest(
                            name + ": Extra inputs are not permitted", Optional.of(name)));
        }
        if (message.contains("role 'system' is not supported")
                || message.contains("role system is not supported")) {
            return Optional.of(
                    new InvalidRequest("role 'system' is not supported", Optional.of("messages")));
        }
        return Optional.empty();
    }

    private static Rejection plain(int status, String code, String field) {
        Optional<String> at =
                PLAIN.matcher(field).matches() ? Optional.of(field) : Optional.empty();
        String sentence =
                "The chosen model's provider refused the request with status "
                        + status
                        + at.map(name -> " because of " + name).orElse("")
                        + ". Check the request against that model's documentation.";
        return new UpstreamTrouble(
                status == 413 ? Meaning.TOO_LARGE : Meaning.INVALID,
                PLAIN.matcher(code).matches() ? code : "upstream_refused",
                sentence,
                at,
                Optional.empty());
    }

    private static OptionalLong number(Matcher matcher, int group) {
        return OptionalLong.of(Long.parseLong(matcher.group(group)));
    }
}
