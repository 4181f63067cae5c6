package io.sallyport.appliance;

import io.sallyport.exchange.secret.Secret;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands for a value that is kept elsewhere: {@code ${env:NAME}}, {@code ${env:NAME:-default}}
 * and {@code ${file:/path}}. A reference is the whole value, never a part of one. Every value may
 * come from the environment; a secret must come from the environment or a file, so that the
 * configuration itself can be shown, copied and versioned.
 */
final class References {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):(.*)}");
    private static final Pattern VARIABLE = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?");

    private final Map<String, String> environment;

    References(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * The value behind this text, the text itself when it is no reference.
     *
     * @throws IllegalArgumentException says why there is no value, and what to do
     */
    String value(String text) {
        Matcher reference = REFERENCE.matcher(text);
        if (!reference.matches()) {
            if (text.contains("${")) {
                throw new IllegalArgumentException(
                        "a reference must be the whole value, in the form ${env:NAME},"
                                + " ${env:NAME:-default} or ${file:/path}");
            }
            return text;
        }
        return reference.group(1).equals("file")
                ? SecretFile.read(Path.of(reference.group(2)))
                : variable(reference.group(2));
    }

    /** The secret that this text refers to; a secret written down in the file is refused. */
    Secret secret(String text) {
        if (!REFERENCE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "a secret does not stand in this file; write ${env:NAME} or ${file:/path}"
                            + " (and change this one, which has been written down)");
        }
        if (text.contains(":-")) {
            throw new IllegalArgumentException(
                    "a secret has no default in this file; write ${env:NAME} alone");
        }
        String value = value(text);
        if (value.isBlank()) {
            throw new IllegalArgumentException("the secret is blank; set it");
        }
        return Secret.of(value);
    }

    static boolean is(String text) {
        return REFERENCE.matcher(text).matches();
    }

    /** The name of the variable that this text refers to and that is not set, if it does. */
    Optional<String> unset(String text) {
        Matcher reference = REFERENCE.matcher(text);
        if (!reference.matches() || !reference.group(1).equals("env")) {
            return Optional.empty();
        }
        Matcher variable = VARIABLE.matcher(reference.group(2));
        return variable.matches()
                        && variable.group(2) == null
                        && environment.getOrDefault(variable.group(1), "").isBlank()
                ? Optional.of(variable.group(1))
                : Optional.empty();
    }

    private String variable(String written) {
        Matcher variable = VARIABLE.matcher(written);
        if (!variable.matches()) {
            throw new IllegalArgumentException(
                    "a variable has letters, digits and underscores: ${env:NAME}");
        }
        String value = environment.get(variable.group(1));
        if (value != null && !value.isBlank()) {
            return value;
        }
        if (variable.group(2) == null) {
            throw new IllegalArgumentException(
                    "the environment variable %s is not set; set it, or write ${env:%s:-default}"
                            .formatted(variable.group(1), variable.group(1)));
        }
        return variable.group(2);
    }
}
