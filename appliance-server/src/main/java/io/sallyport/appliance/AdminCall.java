package io.sallyport.appliance;

import io.sallyport.exchange.Rejected;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A call of the admin API whose caller is known.
 *
 * @param rest what stands in the path behind that of the route, without a slash; may be empty
 * @param query the parameters of the query, the last one of each name
 * @param body the body, read when asked for
 */
record AdminCall(String rest, Map<String, String> query, Supplier<byte[]> body) {

    /** Copies the map. */
    AdminCall {
        query = Map.copyOf(query);
    }

    /** Refuses every parameter but these. */
    void takes(String... parameters) {
        Set<String> known = Set.of(parameters);
        for (String name : query.keySet()) {
            if (!known.contains(name)) {
                throw new Rejected(
                        AdminRejection.wrong(
                                AdminRejection.printable(name),
                                known.isEmpty()
                                        ? "is unknown; this path has no parameters"
                                        : "is unknown; this path has "
                                                + String.join(
                                                        ", ", known.stream().sorted().toList())));
            }
        }
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
    }

    int number(String name, int usual, int most) {
        return parameter(name)
                .map(text -> {
                    if (!text.matches("\\d{1,9}")
                            || Integer.parseInt(text) < 1
                            || Integer.parseInt(text) > most) {
                        throw new Rejected(
                                AdminRejection.wrong(
                                        name, "must be a whole number from 1 to " + most));
                    }
                    return Integer.parseInt(text);
                })
                .orElse(usual);
    }
}
