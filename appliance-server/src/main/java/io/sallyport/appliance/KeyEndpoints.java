package io.sallyport.appliance;

import io.sallyport.adminapi.AdminContract;
import io.sallyport.adminapi.KeyCreated;
import io.sallyport.adminapi.KeyPage;
import io.sallyport.adminapi.KeyRequest;
import io.sallyport.adminapi.KeyView;
import io.sallyport.admission.Admission;
import io.sallyport.admission.KeyOrder;
import io.sallyport.admission.NewKey;
import io.sallyport.admission.port.KeyRecord;
import io.sallyport.catalog.Catalog;
import io.sallyport.exchange.AutomaticName;
import io.sallyport.exchange.KeyId;
import io.sallyport.exchange.OrganisationId;
import io.sallyport.exchange.Rejected;
import io.sallyport.routing.Router;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keys over HTTP. */
final class KeyEndpoints {
    private final Admission admission;
    private final Catalog catalog;
    private final Clock clock;

    KeyEndpoints(Admission admission, Catalog catalog, Clock clock) {
        this.admission = admission;
        this.catalog = catalog;
        this.clock = clock;
    }

    AdminAnswer create(AdminCall call) {
        call.takes();
        KeyRequest request = KeyBody.read(call.body().get());
        NewKey made =
                admission.create(
                        new KeyOrder(
                                new OrganisationId(request.organisation()),
                                request.name(),
                                request.kind().equals("admin")
                                        ? KeyRecord.Kind.ADMIN
                                        : KeyRecord.Kind.INFERENCE,
                                Set.copyOf(request.allowedModels()),
                                request.expiresAt()));
        return AdminAnswer.json(
                201,
                new KeyCreated(view(made.record()), made.secret().reveal(), warnings(request)));
    }

    /** A name that is not in the catalogue may come later, so it is a warning and no refusal. */
    private List<String> warnings(KeyRequest request) {
        List<String> warnings = new ArrayList<>();
        for (String model : request.allowedModels()) {
            if (!known(model)) {
                warnings.add(
                        "allowed_models: '%s' is no model, alias or provider that is configured now, and no automatic name"
                                .formatted(AdminRejection.printable(model)));
            }
        }
        return warnings;
    }

    private boolean known(String model) {
        if (AutomaticName.is(model)) {
            return Router.chooses(model);
        }
        return model.endsWith("/*")
                ? catalog.deployments().stream()
                        .anyMatch(each -> model.equals(each.provider() + "/*"))
                : !catalog.resolve(model).isEmpty();
    }

    AdminAnswer list(AdminCall call) {
        call.takes("limit", "after");
        int limit = call.number("limit", AdminContract.USUAL_LIMIT, AdminContract.MOST_LIMIT);
        List<KeyRecord> page = admission.list(call.parameter("after").map(KeyId::new), limit);
        Optional<String> next =
                page.size() < limit ? Optional.empty() : Optional.of(page.getLast().id().value());
        return AdminAnswer.json(200, new KeyPage(page.stream().map(this::view).toList(), next));
    }

    AdminAnswer revoke(AdminCall call) {
        call.takes();
        KeyRecord revoked =
                admission
                        .revoke(new KeyId(call.rest()))
                        .orElseThrow(() -> new Rejected(AdminRejection.noKey(call.rest())));
        return AdminAnswer.json(200, view(revoked));
    }

    private KeyView view(KeyRecord key) {
        return new KeyView(
                key.id().value(),
                key.name(),
                key.organisation().value(),
                Values.kebab(key.kind()),
                state(key),
                key.allowedModels().stream().sorted().toList(),
                key.createdAt(),
                key.expiresAt(),
                key.revokedAt());
    }

    private String state(KeyRecord key) {
        if (key.revokedAt().isPresent()) {
            return "revoked";
        }
        return key.isExpired(clock.instant()) ? "expired" : "active";
    }
}
