package io.sallyport.appliance;

import io.sallyport.catalog.ModelEntry;
import java.util.stream.Collectors;

/** What {@code demo} and {@code serve} say when they are ready. */
final class Announcement {
    private static final int SHOWN = 8;

    private Announcement() {}

    /** The one line for machines. */
    static String ready(Appliance appliance, String key) {
        return "READY gateway=%s admin=%s%s admin-token-file=%s"
                .formatted(
                        appliance.gatewayAddress(),
                        appliance.adminAddress(),
                        key.isEmpty() ? "" : " key=" + key,
                        appliance.adminTokenFile().toAbsolutePath());
    }

    /** How many models, and the first of them. */
    static String models(DeclaredModels models) {
        int count = models.models().size();
        return count
                + (count == 1 ? " model: " : " models: ")
                + models.models().stream()
                        .limit(SHOWN)
                        .map(ModelEntry::id)
                        .map(Object::toString)
                        .collect(Collectors.joining(", "))
                + (count > SHOWN ? ", ..." : "");
    }
}
