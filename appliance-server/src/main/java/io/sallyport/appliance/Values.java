package io.sallyport.appliance;

import io.sallyport.exchange.NanoUsd;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How values of the configuration are written. Each reader throws {@link IllegalArgumentException}
 * that says what is expected.
 */
final class Values {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,10})(B|KiB|MiB|GiB)?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:\\[\\]_-]{1,253}");
    private static final int NANO_DIGITS = 9;

    private Values() {}

    static Function<String, String> text() {
        return text -> {
            if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
                throw expected("a text of printable characters");
            }
            return text;
        };
    }

    static Function<String, String> host() {
        return text -> {
            if (!HOST.matcher(text).matches()) {
                throw expected("a host name or an IP address");
            }
            return text;
        };
    }

    static Function<String, Boolean> truth() {
        return text ->
                switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw expected("true or false");
                };
    }

    static Function<String, Integer> number(int least, int most) {
        return text -> {
            if (!text.matches("-?\\d{1,10}")
                    || Long.parseLong(text) < least
                    || Long.parseLong(text) > most) {
                throw expected("a whole number from %d to %d".formatted(least, most));
            }
            return Integer.parseInt(text);
        };
    }

    static Function<String, Double> fraction() {
        return text -> {
            if (!text.matches("[01](\\.\\d{1,6})?") || Double.parseDouble(text) > 1) {
                throw expected("a number from 0 to 1");
            }
            return Double.parseDouble(text);
        };
    }

    /** A share of something, more than nothing. */
    static Function<String, Double> share() {
        return text -> {
            double share = fraction().apply(text);
            if (share == 0) {
                throw expected("a number from 0 to 1, more than 0");
            }
            return share;
        };
    }

    static Function<String, Boolean> flag() {
        return text ->
                switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw expected("true or false");
                };
    }

    /** {@code 200ms}, {@code 5s}, {@code 2m}, {@code 1h}, {@code 30d}; never zero. */
    static Function<String, Duration> duration() {
        return text -> {
            Matcher matcher = DURATION.matcher(text);
            if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
                throw expected("a duration such as 200ms, 5s, 2m or 1h, more than zero");
            }
            long count = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(count);
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            };
        };
    }

    /** Bytes, {@code KiB}, {@code MiB} or {@code GiB}; at least one, less than 2 GiB. */
    static Function<String, Integer> size() {
        return text -> {
            Matcher matcher = SIZE.matcher(text);
            long bytes = matcher.matches() ? Long.parseLong(matcher.group(1)) * unit(matcher) : 0;
            if (bytes < 1 || bytes > Integer.MAX_VALUE - 8) {
                throw expected("a size such as 64KiB or 32MiB, less than 2GiB");
            }
            return (int) bytes;
        };
    }

    private static long unit(Matcher matcher) {
        String unit = matcher.group(2) == null ? "B" : matcher.group(2);
        return switch (unit) {
            case "KiB" -> 1L << 10;
            case "MiB" -> 1L << 20;
            case "GiB" -> 1L << 30;
            default -> 1;
        };
    }

    /** USD per million tokens, as nano-USD per million tokens. */
    static Function<String, NanoUsd> price() {
        return text -> {
            if (!text.matches("\\d{1,6}(\\.\\d{1," + NANO_DIGITS + "})?")) {
                throw expected(
                        "a price in USD per million tokens with at most nine decimals, for"
                                + " example 2.50");
            }
            return new NanoUsd(new BigDecimal(text).movePointRight(NANO_DIGITS).longValueExact());
        };
    }

    /** The constants of an enum in kebab case, those that the configuration may name. */
    static <E extends Enum<E>> Function<String, E> choice(E[] allowed) {
        Map<String, E> byName =
                Arrays.stream(allowed).collect(Collectors.toMap(Values::kebab, each -> each));
        return text -> {
            E chosen = byName.get(text);
            if (chosen == null) {
                throw expected(
                        "one of " + String.join(", ", byName.keySet().stream().sorted().toList()));
            }
            return chosen;
        };
    }

    static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static IllegalArgumentException expected(String what) {
        return new IllegalArgumentException("must be " + what);
    }
}
