package io.sallyport.appliance;

import io.sallyport.adminapi.KeyCreated;
import io.sallyport.adminapi.KeyRequest;
import io.sallyport.adminapi.KeyView;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keys of a running appliance; a client of its admin API. */
@Command(
        name = "key",
        description = "Make, list and revoke the keys of a running appliance.",
        mixinStandardHelpOptions = true,
        subcommands = {KeyCommand.Create.class, KeyCommand.ListAll.class, KeyCommand.Revoke.class})
final class KeyCommand implements Runnable {
    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do, for example: sallyport key create --name my-app");
    }

    /** Makes a key and shows its secret, once. */
    @Command(
            name = "create",
            description = {
                "Make a key. Its secret is shown this once, alone on standard output;",
                "everything else goes to standard error."
            },
            mixinStandardHelpOptions = true,
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:done", "1:refused, or no appliance answers", "2:wrong usage"})
    static final class Create implements Runnable {
        @Option(
                names = "--name",
                required = true,
                description = "A person's name for it, 1 to 100 characters.")
        String name = "";

        @Option(
                names = "--organisation",
                defaultValue = "default",
                description = "Whom it belongs to (default: ${DEFAULT-VALUE}).")
        String organisation = "default";

        @Option(
                names = "--admin",
                description = "A key for the admin API. It replaces the bootstrap token.")
        boolean admin;

        @Option(
                names = "--model",
                paramLabel = "MODEL",
                description =
                        "A model that it may use, provider/*, or auto (the router chooses); repeat"
                                + " for more (default: every model).")
        List<String> models = List.of();

        @Option(
                names = "--expires",
                paramLabel = "WHEN",
                description =
                        "When it ends: 12h, 30d, or a time such as 2027-01-31T00:00:00Z (default:"
                                + " never).")
        @Nullable String expires;

        @Option(names = "--json", description = "Print the whole answer as JSON instead.")
        boolean json;

        @Mixin AdminOptions options = new AdminOptions();
        @Spec CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            KeyRequest request =
                    new KeyRequest(
                            name, organisation, admin ? "admin" : "inference", models, expiry());
            try (AdminClient client = options.client()) {
                show(client.create(request));
            }
        }

        private void show(KeyCreated made) {
            PrintWriter out = spec.commandLine().getOut();
            PrintWriter err = spec.commandLine().getErr();
            if (json) {
                out.println(text(made));
            } else {
                err.println(line(made.key()));
                err.println("Keep this secret now; it is not shown again:");
                err.flush();
                out.println(made.secret());
            }
            made.warnings().forEach(warning -> err.println("warning: " + warning));
            err.flush();
            out.flush();
        }

        private Optional<Instant> expiry() {
            String written = expires;
            if (written == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(
                        written.contains("T")
                                ? OffsetDateTime.parse(written).toInstant()
                                : Instant.now().plus(duration(written)));
            } catch (DateTimeException | IllegalArgumentException wrong) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--expires must be 12h, 30d or a time with its zone such as"
                                + " 2027-01-31T00:00:00Z",
                        wrong);
            }
        }

        private static Duration duration(String written) {
            return Values.duration().apply(written);
        }
    }

    /** Lists every key. */
    @Command(
            name = "list",
            description = "List every key, without the secrets.",
            mixinStandardHelpOptions = true,
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:done", "1:refused, or no appliance answers", "2:wrong usage"})
    static final class ListAll implements Runnable {
        @Option(names = "--json", description = "Print one JSON object on each line instead.")
        boolean json;

        @Mixin AdminOptions options = new AdminOptions();
        @Spec CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            PrintWriter out = spec.commandLine().getOut();
            try (AdminClient client = options.client()) {
                List<KeyView> keys = client.keys();
                if (!json) {
                    out.println(
                            LINE.formatted(
                                    "ID",
                                    "KIND",
                                    "STATE",
                                    "ORGANISATION",
                                    "CREATED",
                                    "EXPIRES",
                                    "MODELS",
                                    "NAME"));
                }
                keys.forEach(key -> out.println(json ? text(key) : line(key)));
            }
            out.flush();
        }
    }

    /** Revokes a key. */
    @Command(
            name = "revoke",
            description = "Revoke a key; from then on it opens nothing.",
            mixinStandardHelpOptions = true,
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:done, or it was revoked already",
                "1:there is no such key, or no appliance answers",
                "2:wrong usage"
            })
    static final class Revoke implements Runnable {
        @Parameters(
                paramLabel = "ID",
                description = "The id of the key: the eight characters after slp_inf_ or slp_adm_.")
        String id = "";

        @Mixin AdminOptions options = new AdminOptions();
        @Spec CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            if (!ID.matcher(id).matches()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "ID must be the eight letters and digits that 'sallyport key list' shows,"
                                + " not the whole key");
            }
            PrintWriter out = spec.commandLine().getOut();
            try (AdminClient client = options.client()) {
                out.println(line(client.revoke(id)));
            }
            out.flush();
        }
    }

    private static final Pattern ID = Pattern.compile("[0-9A-Za-z]{8}");
    private static final String LINE = "%-10s %-10s %-8s %-20s %-20s %-20s %-24s %s";

    private static String line(KeyView key) {
        return LINE.formatted(
                key.id(),
                key.kind(),
                key.state(),
                key.organisation(),
                seconds(key.createdAt()),
                key.expiresAt().map(KeyCommand::seconds).orElse("never"),
                key.allowedModels().isEmpty() ? "all" : String.join(",", key.allowedModels()),
                key.name());
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String text(Object view) {
        return new String(AdminJson.bytes(view), StandardCharsets.UTF_8);
    }
}
