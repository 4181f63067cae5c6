package io.sallyport.appliance;

import io.sallyport.adminapi.StopList;
import io.sallyport.adminapi.StopView;
import io.sallyport.admission.Admission;
import io.sallyport.admission.Stops;
import io.sallyport.admission.port.Stop;
import io.sallyport.catalog.Catalog;
import io.sallyport.exchange.KeyId;
import io.sallyport.exchange.Rejected;
import java.lang.System.Logger.Level;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The kill switch over HTTP. Each change is a line in the log. */
final class StopEndpoints {
    private final System.Logger log = System.getLogger(StopEndpoints.class.getName());
    private final Stops stops;
    private final Admission admission;
    private final Catalog catalog;

    StopEndpoints(Stops stops, Admission admission, Catalog catalog) {
        this.stops = stops;
        this.admission = admission;
        this.catalog = catalog;
    }

    AdminAnswer list(AdminCall call) {
        call.takes();
        return all();
    }

    /** Only what exists can be stopped: a mistyped name must not look like a stop. */
    AdminAnswer stop(AdminCall call) {
        call.takes();
        JsonNode body = object(call.body().get());
        body.propertyNames().stream()
                .filter(field -> !field.equals("kind") && !field.equals("name"))
                .findFirst()
                .ifPresent(field -> {
                    throw wrong(
                            AdminRejection.printable(field), "is unknown; a stop has kind, name");
                });
        Stop.Kind kind = kind(body.path("kind").asString(""));
        String name = body.path("name").asString("");
        if (!exists(kind, name)) {
            throw new Rejected(AdminRejection.nothingToStop(Values.kebab(kind), name));
        }
        stops.stop(kind, name);
        log.log(Level.INFO, () -> "stopped: " + Values.kebab(kind) + " " + name);
        return all();
    }

    /** What is gone from the configuration can be resumed too. */
    AdminAnswer resume(AdminCall call) {
        call.takes("kind", "name");
        Stop.Kind kind = kind(call.parameter("kind").orElse(""));
        String name = call.parameter("name").orElseThrow(() -> wrong("name", "is required"));
        if (stops.all().stream()
                .noneMatch(each -> each.kind() == kind && each.name().equals(name))) {
            throw new Rejected(AdminRejection.notStopped(Values.kebab(kind), name));
        }
        stops.resume(kind, name);
        log.log(Level.INFO, () -> "resumed: " + Values.kebab(kind) + " " + name);
        return all();
    }

    private boolean exists(Stop.Kind kind, String name) {
        return switch (kind) {
            case PROVIDER ->
                    catalog.deployments().stream()
                            .anyMatch(each -> each.provider().value().equals(name));
            case MODEL ->
                    catalog.deployments().stream()
                            .anyMatch(each -> each.model().value().equals(name));
            case KEY -> !name.isBlank() && admission.find(new KeyId(name)).isPresent();
        };
    }

    private static Stop.Kind kind(String text) {
        try {
            return Values.choice(Stop.Kind.values()).apply(text);
        } catch (IllegalArgumentException unknown) {
            throw wrong("kind", String.valueOf(unknown.getMessage()));
        }
    }

    private static JsonNode object(byte[] bytes) {
        try {
            JsonNode body = AdminJson.MAPPER.readTree(bytes);
            if (body.isObject()) {
                return body;
            }
        } catch (JacksonException wrong) {
            throw wrong("body", "is no valid JSON (a syntax error, or a field that stands twice)");
        }
        throw wrong("body", "must be a JSON object with kind and name");
    }

    private static Rejected wrong(String field, String words) {
        return new Rejected(AdminRejection.wrong(field, words));
    }

    private AdminAnswer all() {
        return AdminAnswer.json(
                200,
                new StopList(
                        stops.all().stream()
                                .map(each ->
                                        new StopView(
                                                Values.kebab(each.kind()),
                                                each.name(),
                                                each.since()))
                                .toList()));
    }
}
