package io.sallyport.appliance;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Where the appliance is and who asks: options that every client command has. The credential itself
 * is never an argument, because the process list shows arguments to everybody.
 */
final class AdminOptions {
    private static final String TOKEN_VARIABLE = "SALLYPORT_ADMIN_TOKEN";

    @Option(
            names = "--admin-url",
            paramLabel = "URL",
            defaultValue = "${env:SALLYPORT_ADMIN_URL:-http://127.0.0.1:8081}",
            description =
                    "The admin address of the appliance (default: $SALLYPORT_ADMIN_URL, else"
                            + " http://127.0.0.1:8081).")
    URI url = URI.create("http://127.0.0.1:8081");

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            defaultValue = "${env:SALLYPORT_ADMIN_TOKEN_FILE:-data/admin-token}",
            description =
                    "The file with the bootstrap token or an admin key (default:"
                            + " $SALLYPORT_ADMIN_TOKEN_FILE, else data/admin-token). The variable"
                            + " SALLYPORT_ADMIN_TOKEN, when set, is the credential itself.")
    Path tokenFile = Path.of("data/admin-token");

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec = CommandSpec.create();

    AdminClient client() {
        if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
            throw new ParameterException(
                    spec.commandLine(), "--admin-url must be http(s)://host:port, not " + url);
        }
        return new AdminClient(url, credential());
    }

    private String credential() {
        return Optional.ofNullable(System.getenv(TOKEN_VARIABLE))
                .filter(token -> !token.isBlank())
                .orElseGet(this::fromFile);
    }

    private String fromFile() {
        try {
            return SecretFile.read(tokenFile);
        } catch (IllegalArgumentException unreadable) {
            throw new CommandFailed(
                    "No admin credential: %s. Name the file that 'sallyport serve' or 'demo' shows as admin-token-file with --token-file, or set %s."
                            .formatted(unreadable.getMessage(), TOKEN_VARIABLE));
        }
    }
}
