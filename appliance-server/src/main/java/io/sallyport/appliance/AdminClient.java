package io.sallyport.appliance;

import io.sallyport.adminapi.AdminContract;
import io.sallyport.adminapi.ErrorAnswer;
import io.sallyport.adminapi.KeyCreated;
import io.sallyport.adminapi.KeyPage;
import io.sallyport.adminapi.KeyRequest;
import io.sallyport.adminapi.KeyView;
import io.sallyport.adminapi.StopList;
import io.sallyport.adminapi.StopRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import tools.jackson.core.JacksonException;

/**
 * The command line as a client of a running appliance. {@link CommandFailed} says in an operator's
 * words why a call did not succeed.
 */
final class AdminClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI base;
    private final String credential;
    private final HttpClient http;

    AdminClient(URI base, String credential, SSLContext encryption) {
        this.base = base;
        this.credential = credential;
        this.http = HttpClient.newBuilder().connectTimeout(PATIENCE).sslContext(encryption).build();
    }

    KeyCreated create(KeyRequest request) {
        return call("POST", AdminContract.KEYS, AdminJson.bytes(request), KeyCreated.class);
    }

    KeyView revoke(String id) {
        String path = AdminContract.KEYS + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
        return call("DELETE", path, new byte[0], KeyView.class);
    }

    StopList stops() {
        return call("GET", AdminContract.STOPS, new byte[0], StopList.class);
    }

    StopList stop(StopRequest request) {
        return call("POST", AdminContract.STOPS, AdminJson.bytes(request), StopList.class);
    }

    StopList resume(String kind, String name) {
        String path =
                AdminContract.STOPS
                        + "?kind="
                        + URLEncoder.encode(kind, StandardCharsets.UTF_8)
                        + "&name="
                        + URLEncoder.encode(name, StandardCharsets.UTF_8);
        return call("DELETE", path, new byte[0], StopList.class);
    }

    /** Every key, page by page. */
    List<KeyView> keys() {
        List<KeyView> keys = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            String from = after.map(id -> "&after=" + id).orElse("");
            String path = AdminContract.KEYS + "?limit=" + AdminContract.MOST_LIMIT + from;
            KeyPage page = call("GET", path, new byte[0], KeyPage.class);
            keys.addAll(page.keys());
            after = page.next();
        } while (after.isPresent());
        return keys;
    }

    private <T> T call(String method, String path, byte[] body, Class<T> answer) {
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve(path))
                        .timeout(PATIENCE)
                        .header("authorization", "Bearer " + credential)
                        .header("content-type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        try {
            HttpResponse<byte[]> response =
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() / 100 != 2) {
                throw new CommandFailed(refusal(response));
            }
            return AdminJson.MAPPER.readValue(response.body(), answer);
        } catch (SSLException noTls) {
            throw new CommandFailed(
                    "What answers at %s cannot be spoken to by TLS. It has a certificate that this machine does not trust (name its authority with --ca-file) or that is for another host, it wants a certificate (--certificate-file, --key-file), or it has no TLS (say --admin-url http://...)."
                            .formatted(base));
        } catch (IOException unreachable) {
            throw new CommandFailed(
                    "No appliance answers at %s. Start one with 'sallyport serve', or say where it is with --admin-url."
                            .formatted(base));
        } catch (JacksonException foreign) {
            throw new CommandFailed(
                    "What answers at %s is no Sallyport admin API of this version. Check --admin-url (the gateway's address is another one)."
                            .formatted(base));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("Interrupted.");
        }
    }

    /** Every problem that the appliance told, a line each. */
    private String refusal(HttpResponse<byte[]> response) {
        return AdminJson.MAPPER.readValue(response.body(), ErrorAnswer.class).problems().stream()
                .map(ErrorAnswer.Problem::message)
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        http.close();
    }
}
