package io.sallyport.provider;

import io.sallyport.dialect.UpstreamBody;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Headers;
import io.sallyport.exchange.ProviderName;
import io.sallyport.exchange.secret.Secret;
import java.net.URI;
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
        Headers headers = Headers.of("content-type", "application/json");
        for (Headers.Field field : body.headers().fields()) {
            headers = headers.with(field.name(), field.value());
        }
        for (Headers.Field field : extraHeaders.fields()) {
            headers = headers.with(field.name(), field.value());
        }
        if (credential.isPresent()) {
            headers = authenticated(headers, credential.get());
        }
        return new UpstreamCall(address(body.path()), headers, body.bytes(), deadlines, reach);
    }

    private Headers authenticated(Headers headers, Secret secret) {
        return switch (authentication) {
            case BEARER -> headers.with("authorization", "Bearer " + secret.reveal());
            case X_API_KEY -> headers.with("x-api-key", secret.reveal());
            case NONE -> headers;
        };
    }

    /** Base and path joined; a base without a path gets {@code /v1}, as both vendors' SDKs do. */
    private URI address(String path) {
        String text = base.toString().replaceAll("/+$", "");
        String prefix = base.getRawPath().replaceAll("/+$", "").isEmpty() ? "/v1" : "";
        return URI.create(text + prefix + path);
    }
}
