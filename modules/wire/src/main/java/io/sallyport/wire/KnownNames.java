package io.sallyport.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names that nearly every field of a head has, each as one text for all requests: a head of
 * fourteen fields would make as many texts that live for a moment.
 */
final class KnownNames {
    private static final String[] NAMES = {
        "accept",
        "accept-encoding",
        "accept-language",
        "anthropic-beta",
        "anthropic-version",
        "authorization",
        "cache-control",
        "connection",
        "content-encoding",
        "content-length",
        "content-type",
        "cookie",
        "date",
        "expect",
        "forwarded",
        "host",
        "http-referer",
        "keep-alive",
        "openai-beta",
        "openai-organization",
        "openai-processing-ms",
        "origin",
        "pragma",
        "referer",
        "request-id",
        "retry-after",
        "server",
        "te",
        "traceparent",
        "tracestate",
        "transfer-encoding",
        "upgrade",
        "user-agent",
        "vary",
        "via",
        "x-api-key",
        "x-app",
        "x-forwarded-for",
        "x-forwarded-host",
        "x-forwarded-proto",
        "x-real-ip",
        "x-request-id",
        "x-stainless-arch",
        "x-stainless-async",
        "x-stainless-lang",
        "x-stainless-os",
        "x-stainless-package-version",
        "x-stainless-read-timeout",
        "x-stainless-retry-count",
        "x-stainless-runtime",
        "x-stainless-runtime-version",
        "x-stainless-timeout",
        "x-title"
    };
    private static final String[][] BY_LENGTH = byLength();

    private KnownNames() {}

    private static String[][] byLength() {
        int longest = 0;
        for (String name : NAMES) {
            longest = Math.max(longest, name.length());
        }
        String[][] lists = new String[longest + 1][0];
        for (String name : NAMES) {
            String[] before = lists[name.length()];
            String[] list = Arrays.copyOf(before, before.length + 1);
            list[before.length] = name;
            lists[name.length()] = list;
        }
        return lists;
    }

    /** The name between these marks in lower case. */
    static String of(byte[] bytes, int start, int end) {
        String known = known(bytes, start, end);
        return known == null ? lowerCase(bytes, start, end) : known;
    }

    private static @Nullable String known(byte[] bytes, int start, int end) {
        if (end - start < BY_LENGTH.length) {
            for (String name : BY_LENGTH[end - start]) {
                if (Characters.same(bytes, start, end, name)) {
                    return name;
                }
            }
        }
        return null;
    }

    private static String lowerCase(byte[] bytes, int start, int end) {
        byte[] name = new byte[end - start];
        for (int i = 0; i < name.length; i++) {
            name[i] = Characters.lower(bytes[start + i]);
        }
        return new String(name, StandardCharsets.ISO_8859_1);
    }
}
