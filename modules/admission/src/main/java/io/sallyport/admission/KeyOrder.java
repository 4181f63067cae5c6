package io.sallyport.admission;

import io.sallyport.admission.port.KeyRecord;
import io.sallyport.exchange.OrganisationId;
import io.sallyport.exchange.Rejected;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a new key shall be. Wrong values are refused with {@link Rejected} that names the field.
 *
 * @param organisation whom it belongs to, 1 to 100 characters
 * @param name a person's name for it, 1 to 100 characters
 * @param kind what it opens
 * @param allowedModels as {@link io.sallyport.exchange.Caller#allowedModels} has them, at most
 *     1,000
 * @param expiresAt when it ends by itself, at most in the year 9999
 */
public record KeyOrder(
        OrganisationId organisation,
        String name,
        KeyRecord.Kind kind,
        Set<String> allowedModels,
        Optional<Instant> expiresAt) {
    private static final int LONGEST_NAME = 100;
    private static final Instant LATEST_END = Instant.parse("9999-12-31T23:59:59Z");
    private static final int MOST_GRANTS = 1_000;
    private static final Pattern GRANT =
            Pattern.compile("[\\x21-\\x29\\x2B\\x2D-\\x7E]{1,200}(/\\*)?");

    /** Copies the set and validates. */
    public KeyOrder {
        allowedModels = Set.copyOf(allowedModels);
        if (!isName(name)) {
            throw wrong("name", "The name of a key has 1 to 100 printable characters.");
        }
        if (!isName(organisation.value())) {
            throw wrong(
                    "organisation",
                    "The name of an organisation has 1 to 100 printable characters.");
        }
        if (expiresAt.filter(end -> end.isAfter(LATEST_END)).isPresent()) {
            throw wrong("expires_at", "The expiry of a key is at most the end of the year 9999.");
        }
        if (allowedModels.size() > MOST_GRANTS) {
            throw wrong(
                    "allowed_models", "A key has at most 1,000 allowed models; use provider/*.");
        }
        for (String grant : allowedModels) {
            if (!GRANT.matcher(grant).matches()) {
                throw wrong(
                        "allowed_models",
                        "An allowed model is a name without spaces or commas (at most 200"
                                + " characters) or a pattern of the form provider/*.");
            }
        }
    }

    /**
     * Half a surrogate pair is no character: no database and no protocol can carry it. Characters
     * that only format, such as a change of direction, make one name look like another.
     */
    private static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST_NAME
                && text.codePoints()
                        .noneMatch(point ->
                                Character.isISOControl(point)
                                        || Character.getType(point) == Character.FORMAT
                                        || Character.getType(point) == Character.SURROGATE);
    }

    private static Rejected wrong(String field, String words) {
        return new Rejected(new KeyRejection.WrongOrder(field, words));
    }
}
