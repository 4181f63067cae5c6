package io.sallyport.provider;

import io.sallyport.exchange.Headers;
import io.sallyport.exchange.ProviderName;
import java.util.Set;
import java.util.regex.Pattern;

/** The headers that a provider may be given besides: not the gateway's own, not a credential. */
final class ExtraHeaders {
    private static final Set<String> OURS =
            Set.of(
                    "accept-encoding",
                    "connection",
                    "content-length",
                    "content-type",
                    "expect",
                    "host",
                    "keep-alive",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");
    private static final Set<String> CREDENTIAL =
            Set.of("authorization", "proxy-authorization", "x-api-key");

    /** RFC 9110, 5.1 and 5.5, without the bytes beyond ASCII. */
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9a-z-]+");

    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\t]*");

    private ExtraHeaders() {}

    static boolean isValue(String text) {
        return VALUE.matcher(text).matches();
    }

    /** Throws {@link IllegalArgumentException}, naming the header and never its value. */
    static void check(ProviderName provider, Headers headers) {
        for (Headers.Field field : headers.fields()) {
            String name = field.name();
            if (OURS.contains(name)) {
                throw refused(provider, name, "is set by the gateway itself; take it out");
            }
            if (CREDENTIAL.contains(name)) {
                throw refused(provider, name, "carries a credential; set the API key instead");
            }
            if (!NAME.matcher(name).matches() || !isValue(field.value())) {
                throw refused(provider, name, "has a character that no header can carry");
            }
        }
    }

    private static IllegalArgumentException refused(
            ProviderName provider, String header, String why) {
        return new IllegalArgumentException(
                "provider %s: the extra header %s %s".formatted(provider, header, why));
    }
}
