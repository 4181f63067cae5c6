package io.sallyport.forwarding;

import io.sallyport.exchange.Headers;
import io.sallyport.provider.Provider;
import java.util.Set;

/** The headers that a provider may not be given besides: the connection's and the credential's. */
final class ExtraHeaders {
    private static final Set<String> CONNECTION =
            Set.of("host", "content-length", "connection", "expect", "upgrade");
    private static final Set<String> CREDENTIAL = Set.of("authorization", "x-api-key");

    private ExtraHeaders() {}

    /** Throws {@link IllegalArgumentException}, naming the header and never its value. */
    static void check(Provider provider) {
        for (Headers.Field field : provider.extraHeaders().fields()) {
            if (CONNECTION.contains(field.name())) {
                throw new IllegalArgumentException(
                        "provider %s: the extra header %s is set by the gateway itself; take it out"
                                .formatted(provider.name(), field.name()));
            }
            if (CREDENTIAL.contains(field.name())) {
                throw new IllegalArgumentException(
                        "provider %s: the extra header %s carries a credential; set the API key instead"
                                .formatted(provider.name(), field.name()));
            }
        }
    }
}
