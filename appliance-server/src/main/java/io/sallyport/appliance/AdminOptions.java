package io.sallyport.appliance;

import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
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

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            defaultValue = "${env:SALLYPORT_ADMIN_CA_FILE:-}",
            description =
                    "Certificate authorities that are trusted besides those of the Java runtime,"
                            + " as PEM (default: $SALLYPORT_ADMIN_CA_FILE).")
    String caFile = "";

    @Option(
            names = "--certificate-file",
            paramLabel = "FILE",
            defaultValue = "${env:SALLYPORT_ADMIN_CERTIFICATE_FILE:-}",
            description =
                    "What is shown to an appliance that wants a certificate, as PEM (default:"
                            + " $SALLYPORT_ADMIN_CERTIFICATE_FILE).")
    String certificateFile = "";

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            defaultValue = "${env:SALLYPORT_ADMIN_KEY_FILE:-}",
            description =
                    "The key of --certificate-file, as PEM (default: $SALLYPORT_ADMIN_KEY_FILE).")
    String keyFile = "";

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec = CommandSpec.create();

    AdminClient client() {
        if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
            throw new ParameterException(
                    spec.commandLine(), "--admin-url must be http(s)://host:port, not " + url);
        }
        return new AdminClient(url, credential(), encryption());
    }

    private SSLContext encryption() {
        if (certificateFile.isEmpty() != keyFile.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--certificate-file and --key-file belong together");
        }
        try {
            List<X509Certificate> authorities =
                    caFile.isEmpty() ? List.of() : PemFiles.certificates(Path.of(caFile));
            Optional<UpstreamTrust.Identity> shown =
                    certificateFile.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    new UpstreamTrust.Identity(
                                            PemFiles.privateKey(Path.of(keyFile)),
                                            PemFiles.certificates(Path.of(certificateFile))));
            return new UpstreamTrust(authorities, shown).context();
        } catch (IllegalArgumentException unusable) {
            throw new CommandFailed("No TLS: %s.".formatted(unusable.getMessage()));
        }
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
