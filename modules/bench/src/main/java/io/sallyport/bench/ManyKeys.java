package io.sallyport.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes keys as an administrator does: each with a call of the admin API, some at a time. */
final class ManyKeys {
    private static final int AT_A_TIME = 4;
    private static final int CREATED = 201;
    private static final Pattern SECRET = Pattern.compile("\"secret\":\"([^\"]+)\"");

    private final URI keys;
    private final String token;

    private ManyKeys(URI keys, String token) {
        this.keys = keys;
        this.token = token;
    }

    /** Makes so many, and returns this many of them, evenly chosen. */
    static List<String> make(ProvedAppliance appliance, int count, int chosen)
            throws IOException, InterruptedException {
        ManyKeys many =
                new ManyKeys(
                        appliance.admin().resolve("/admin/v1/keys"), appliance.adminToken());
        int every = Math.max(1, count / chosen);
        Queue<String> secrets = new ConcurrentLinkedQueue<>();
        Parallel.run(
                count,
                AT_A_TIME,
                number -> {
                    String secret = many.one(number);
                    if (number % every == 0) {
                        secrets.add(secret);
                    }
                });
        return secrets.stream().limit(chosen).toList();
    }

    private String one(int number) throws IOException {
        HttpURLConnection call = (HttpURLConnection) keys.toURL().openConnection();
        call.setDoOutput(true);
        call.setRequestProperty("Authorization", "Bearer " + token);
        call.setRequestProperty("Content-Type", "application/json");
        try (OutputStream out = call.getOutputStream()) {
            out.write("{\"name\":\"many-%d\",\"organisation\":\"many\"}".formatted(number).getBytes(UTF_8));
        }
        if (call.getResponseCode() != CREATED) {
            throw new IOException("a key was not made: status " + call.getResponseCode());
        }
        try (InputStream in = call.getInputStream()) {
            Matcher secret = SECRET.matcher(new String(in.readAllBytes(), UTF_8));
            if (!secret.find()) {
                throw new IOException("a key was made without a secret");
            }
            return secret.group(1);
        }
    }
}
