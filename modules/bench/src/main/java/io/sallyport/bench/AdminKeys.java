package io.sallyport.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes keys as an administrator does: each with a call of the admin API. */
record AdminKeys(URI keys, String token) {
    private static final int CREATED = 201;
    private static final Pattern SECRET = Pattern.compile("\"secret\":\"([^\"]+)\"");

    static AdminKeys of(ProvedAppliance appliance) throws IOException {
        return new AdminKeys(appliance.admin().resolve("/admin/v1/keys"), appliance.adminToken());
    }

    /** The secrets of so many new keys. */
    List<String> make(int count) throws IOException {
        List<String> secrets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            secrets.add(one());
        }
        return secrets;
    }

    private String one() throws IOException {
        HttpURLConnection call = (HttpURLConnection) keys.toURL().openConnection();
        call.setDoOutput(true);
        call.setRequestProperty("Authorization", "Bearer " + token);
        call.setRequestProperty("Content-Type", "application/json");
        try (OutputStream out = call.getOutputStream()) {
            out.write("{\"name\":\"one\",\"organisation\":\"scale\"}".getBytes(UTF_8));
        }
        if (call.getResponseCode() != CREATED) {
            throw new BenchFailed("a key was not made: status " + call.getResponseCode());
        }
        try (InputStream in = call.getInputStream()) {
            Matcher secret = SECRET.matcher(new String(in.readAllBytes(), UTF_8));
            if (!secret.find()) {
                throw new BenchFailed("a key was made without a secret");
            }
            return secret.group(1);
        }
    }
}
