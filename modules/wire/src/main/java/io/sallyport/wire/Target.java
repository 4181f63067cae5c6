package io.sallyport.wire;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The target of a request (RFC 9112 section 3.2), decoded exactly once. A path that could be read
 * in two ways is refused, not normalised: then nobody behind us can read it otherwise.
 *
 * @param authority of an absolute target; empty in the usual case
 * @param path decoded
 * @param query as it came, without the question mark
 */
record Target(String authority, String path, String query) {

    static Target of(byte[] bytes, int from, int to) throws WireFault {
        if (bytes[from] == '/') {
            return of("", bytes, from, to);
        }
        int start = authority(bytes, from, to);
        int end = start;
        while (end < to && bytes[end] != '/' && bytes[end] != '?') {
            end++;
        }
        return of(Host.of(bytes, start, end), bytes, end, to);
    }

    private static int authority(byte[] bytes, int from, int to) throws WireFault {
        for (String scheme : new String[] {"http://", "https://"}) {
            int end = from + scheme.length();
            if (end < to && Characters.same(bytes, from, end, scheme)) {
                return end;
            }
        }
        throw new WireFault(Fault.TARGET_FORM);
    }

    private static Target of(String authority, byte[] bytes, int from, int to) throws WireFault {
        int end = from;
        boolean encoded = false;
        boolean suspicious = false;
        while (end < to && bytes[end] != '?') {
            if (!Characters.isPath(bytes[end])) {
                throw new WireFault(bytes[end] == '\\' ? Fault.PATH_TRICK : Fault.TARGET_CHARACTER);
            }
            encoded |= bytes[end] == '%';
            suspicious |=
                    bytes[end] == '/'
                            && end + 1 < to
                            && (bytes[end + 1] == '/' || bytes[end + 1] == '.');
            end++;
        }
        for (int at = end + 1; at < to; at++) {
            if (!Characters.isQuery(bytes[at])) {
                throw new WireFault(Fault.TARGET_CHARACTER);
            }
        }
        String path =
                encoded
                        ? PercentDecoder.decode(bytes, from, end)
                        : new String(bytes, from, end - from, StandardCharsets.US_ASCII);
        if (encoded || suspicious) {
            refuseTricks(path);
        }
        String query =
                end == to
                        ? ""
                        : new String(bytes, end + 1, to - end - 1, StandardCharsets.US_ASCII);
        return new Target(authority.toLowerCase(Locale.ROOT), path.isEmpty() ? "/" : path, query);
    }

    private static void refuseTricks(String path) throws WireFault {
        String closed = path + "/";
        boolean tricky =
                path.contains("//")
                        || closed.contains("/./")
                        || closed.contains("/../")
                        || closed.contains("/.;")
                        || closed.contains("/..;");
        for (int i = 0; !tricky && i < path.length(); i++) {
            char c = path.charAt(i);
            tricky =
                    Character.isISOControl(c)
                            || c == '\\'
                            || c == '?'
                            || c == '#'
                            || encodesAgain(path, i);
        }
        if (tricky) {
            throw new WireFault(Fault.PATH_TRICK);
        }
    }

    private static boolean encodesAgain(String path, int at) {
        return path.charAt(at) == '%'
                && at + 2 < path.length()
                && Characters.hex(path.charAt(at + 1)) >= 0
                && Characters.hex(path.charAt(at + 2)) >= 0;
    }
}
