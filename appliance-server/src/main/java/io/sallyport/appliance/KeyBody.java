package io.sallyport.appliance;

import io.sallyport.adminapi.ErrorAnswer;
import io.sallyport.adminapi.KeyRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads the body of a new key; {@link WrongBody} has everything that is wrong with it. */
final class KeyBody {
    private static final Set<String> FIELDS =
            new TreeSet<>(Set.of("name", "organisation", "kind", "allowed_models", "expires_at"));

    private final JsonNode body;
    private final List<ErrorAnswer.Problem> problems = new ArrayList<>();

    private KeyBody(JsonNode body) {
        this.body = body;
    }

    static KeyRequest read(byte[] bytes) {
        KeyBody reading = new KeyBody(object(bytes));
        KeyRequest request = reading.request();
        if (!reading.problems.isEmpty()) {
            throw new WrongBody(reading.problems);
        }
        return request;
    }

    private static JsonNode object(byte[] bytes) {
        try {
            JsonNode body = AdminJson.MAPPER.readTree(bytes);
            if (body.isObject()) {
                return body;
            }
            throw malformed("The body must be a JSON object.");
        } catch (JacksonException wrong) {
            throw malformed(
                    "The body is no valid JSON (a syntax error, or a field that stands twice).");
        }
    }

    private static WrongBody malformed(String words) {
        return new WrongBody(
                List.of(new ErrorAnswer.Problem("invalid_json", words, Optional.empty())));
    }

    private KeyRequest request() {
        body.propertyNames().stream()
                .filter(field -> !FIELDS.contains(field))
                .forEach(field ->
                        wrong(
                                AdminRejection.printable(field),
                                "is unknown; a key has " + String.join(", ", FIELDS)));
        String kind = text("kind").orElse("inference");
        if (!kind.equals("inference") && !kind.equals("admin")) {
            wrong("kind", "must be inference or admin");
        }
        return new KeyRequest(required("name"), required("organisation"), kind, models(), expiry());
    }

    private String required(String field) {
        Optional<String> text = text(field);
        if (text.isEmpty() && !body.path(field).isString() && !present(field)) {
            wrong(field, "is required");
        } else if (text.map(String::isBlank).orElse(false)) {
            wrong(field, "must not be blank");
        }
        return text.orElse("");
    }

    private Optional<String> text(String field) {
        if (!present(field)) {
            return Optional.empty();
        }
        if (!body.path(field).isString()) {
            wrong(field, "must be a string");
            return Optional.empty();
        }
        return Optional.of(body.path(field).stringValue());
    }

    private boolean present(String field) {
        return !body.path(field).isMissingNode() && !body.path(field).isNull();
    }

    private List<String> models() {
        List<String> models = new ArrayList<>();
        if (!present("allowed_models")) {
            return models;
        }
        JsonNode given = body.path("allowed_models");
        boolean texts = given.isArray();
        for (JsonNode model : given) {
            texts &= model.isString();
            models.add(model.isString() ? model.stringValue() : "");
        }
        if (!texts) {
            wrong("allowed_models", "must be a list of strings");
        }
        return models;
    }

    private Optional<Instant> expiry() {
        return text("expires_at")
                .flatMap(text -> {
                    try {
                        return Optional.of(OffsetDateTime.parse(text).toInstant());
                    } catch (DateTimeException noTime) {
                        wrong(
                                "expires_at",
                                "must be a time with its zone (RFC 3339), for example"
                                        + " 2027-01-31T00:00:00Z");
                        return Optional.empty();
                    }
                });
    }

    private void wrong(String field, String words) {
        problems.add(
                new ErrorAnswer.Problem(
                        "invalid_request", field + ": " + words, Optional.of(field)));
    }
}
