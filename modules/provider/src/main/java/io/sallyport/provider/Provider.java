package io.sallyport.provider;

import io.sallyport.dialect.UpstreamBody;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Headers;
import io.sallyport.exchange.ProviderName;
import io.sallyport.exchange.secret.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One upstream with one set of credentials, as data: no code per vendor.
 *
 * @param name its name in the configuration
 * @param dialect the protocol that it speaks
 * @param base the address below which the protocol's paths are, with or without {@code /v1}
 * @param authentication how it wants the credential
 * @param credential the credential; required unless {@code authentication} is {@code NONE}
 * @param extraHeaders headers that it wants besides
 * @param countsTokens whether it counts tokens ({@code /messages/count_tokens})
 * @param deadlines how long it may take
 * @param reach how its address is reached
 */
public record Provider(
        ProviderName name,
        DialectName dialect,
        URI base,
        Authentication authentication,
        Optional<Secret> credential,
        Headers extraHeaders,
        boolean countsTokens,
        Deadlines deadlines,
        Reach reach) {
    private static final Headers.Field JSON = new Headers.Field("content-type", "application/json");

    /**
     * Refuses an address that is not absolute HTTP or may not be reached, a credential that is
     * missing, and headers that cannot be sent or are not the configuration's to set.
     */
    public Provider {
        String scheme = base.getScheme();
        if (base.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException(
                    "provider " + name + ": the base URL must be http(s)://host[:port][/path]");
        }
        if (base.getRawQuery() != null || base.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "provider " + name + ": the base URL has a query or a user; take it out");
        }
        Optional<String> objection = reach.objection(base.getHost());
        if (objection.isPresent()) {
            throw new IllegalArgumentException(
                    "provider " + name + ": the base URL: " + objection.get());
        }
        if (authentication != Authentication.NONE && credential.isEmpty()) {
            throw new IllegalArgumentException("provider " + name + ": no API key");
        }
        if (credential.isPresent() && !ExtraHeaders.isValue(credential.get().reveal())) {
            throw new IllegalArgumentException(
                    "provider "
                            + name
                            + ": the API key has a character that no header can carry; is there a line break in it?");
        }
        ExtraHeaders.check(name, extraHeaders);
    }

    /** The call that brings this body to this provider. */
    public UpstreamCall call(UpstreamBody body) {
        List<Headers.Field> headers = new ArrayList<>();
        headers.add(JSON);
        headers.addAll(body.headers().fields());
        headers.addAll(extraHeaders.fields());
        credential.ifPresent(secret -> authenticate(headers, secret));
        return new UpstreamCall(
                base, target(body.path()), new Headers(headers), body.bytes(), deadlines, reach);
    }

    private void authenticate(List<Headers.Field> headers, Secret secret) {
        switch (authentication) {
            case BEARER ->
                    headers.add(new Headers.Field("authorization", "Bearer " + secret.reveal()));
            case X_API_KEY -> headers.add(new Headers.Field("x-api-key", secret.reveal()));
            case NONE -> {}
        }
    }

    /** Base and path joined; a base without a path gets {@code /v1}, as both vendors' SDKs do. */
    private String target(String path) {
        String below = base.getRawPath();
        int end = below.length();
        while (end > 0 && below.charAt(end - 1) == '/') {
            end--;
        }
        return (end == 0 ? "/v1" : below.substring(0, end)) + path;
    }
}
